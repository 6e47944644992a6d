package html
import ("testing";"os";"fmt";"path/filepath";"encoding/json";"strings";"chancery")
func TestDbg2(t *testing.T){
	pat:=os.Getenv("PG"); if pat=="" {t.Skip()}
	raw,_:=os.ReadFile(corpus+"ground-truth.json"); var gold map[string]truth; json.Unmarshal(raw,&gold)
	fs,_:=filepath.Glob(corpus+"pages/"+pat+"*.gz")
	for _,f:=range fs { name:=strings.TrimSuffix(filepath.Base(f),".html.gz")
		page:=unpack(t,f); tr:=parse(page); m:=readMeta(tr); b:=&blocker{t:tr,doc:&chancery.Document{Original:page}}; b.body()
		w:=b.weights(m); root:=b.container(w); fmt.Println("root",root,tr.nodes[root].tag,tr.nodes[root].attrs, len(m.body)); fi,en:=b.within(root); fmt.Println(fi,en)
		body:=letters(gold[name].ArticleBody)
		for i:=max(0,fi-6);i<min(len(b.out),en+9);i++ {p:=b.out[i]; in:=strings.Contains(body,letters(p.Text)) && len(p.Text)>25
		fmt.Printf("%d in=%v w=%d hint=%s part=%s prose=%v par=%d/%d %v %.60q\n",i,in,w[i],p.hint,p.look.Part,p.look.Prose,p.node,tr.nodes[p.node].parent,p.Kind,p.Text)}
	}
}
