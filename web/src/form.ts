/** short leaves the empty fields of a form out of the address that it leads to. */
export function short(form: HTMLFormElement): void {
  form.addEventListener("formdata", (e) => {
    for (const [name, value] of [...e.formData]) if (value === "") e.formData.delete(name);
  });
}
