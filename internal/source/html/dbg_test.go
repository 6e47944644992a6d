package html
import ("testing";"os";"fmt";"path/filepath";"encoding/json";"strings")
func TestDbg(t *testing.T){
	pat:=os.Getenv("PG"); if pat=="" {t.Skip()}
	raw,_:=os.ReadFile(corpus+"ground-truth.json"); var gold map[string]truth; json.Unmarshal(raw,&gold)
	fs,_:=filepath.Glob(corpus+"pages/"+pat+"*.gz")
	for _,f:=range fs { name:=strings.TrimSuffix(filepath.Base(f),".html.gz")
		d:=Read(name,unpack(t,f),""); body:=letters(gold[name].ArticleBody)
		fmt.Println("=====",gold[name].URL,d.Title,d.Source,d.Dates)
		for i,b:=range d.Blocks { in:=strings.Contains(body,letters(b.Text)) && len(b.Text)>25
			if in==(b.Furniture!="") && (in || len(b.Text)>40) || os.Getenv("ALL")!="" { fmt.Printf("%d in=%v [%s] %v/%d %.100q\n",i,in,b.Furniture,b.Kind,b.Level,b.Text)}}
	}
}
