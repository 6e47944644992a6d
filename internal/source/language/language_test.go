package language

import "testing"

func TestDetect(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"English", "The two governments said in a statement that they had agreed to exchange ambassadors after eleven years in which neither had a mission in the capital of the other.", "en"},
		{"French", "Les deux gouvernements ont annoncé dans un communiqué qu'ils étaient convenus d'échanger des ambassadeurs après une rupture de onze ans et que les missions seront ouvertes dans le courant de l'année.", "fr"},
		{"German", "Die beiden Regierungen haben in einer Erklärung bekannt gegeben, dass sie nach elf Jahren wieder Botschafter austauschen werden und die Missionen in den Hauptstädten noch in diesem Jahr eröffnet werden.", "de"},
		{"Spanish", "Los dos gobiernos anunciaron en un comunicado que van a intercambiar embajadores después de once años de ruptura y que las misiones se abrirán este año en las dos capitales.", "es"},
		{"Russian", "Правительства двух стран объявили о восстановлении дипломатических отношений и обмене послами.", "ru"},
		{"Chinese", "两国政府宣布恢复大使级外交关系并互派大使双方将于今年重新开设使馆", "zh"},
		{"a list of names", "Ghana Togo Benin Niger Mali Chad Gabon Congo Angola Zambia Malawi Kenya Uganda Rwanda Burundi Somalia Djibouti Eritrea Sudan Egypt Libya Tunisia", ""},
		{"short", "Ghana left.", ""},
		{"empty", "", ""},
	}
	for _, tt := range tests {
		if got := Detect(tt.in); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
