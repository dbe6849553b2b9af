import { DEMO_FROM, DEMO_TO } from "@/lib/demo/clock";
import { CI_DEPLOY } from "@/lib/demo/people";
import { HOUR_MS } from "@/queries/scope";
import { openApp, stepPath } from "@/e2e/bench/app";
import { demoLake } from "@/e2e/bench/data";
const app=await openApp({TRAILBOOK_DATA:await demoLake(1_450_000)});
const page=await app.newPage();
const cdp=await page.context().newCDPSession(page);
const agg=new Map<string,number>();const fn=new Map<string,number>();
const STARTS = ["access-key-exposure/user-agents", "access-key-exposure/source-ips"];
const Q=["What was done with this user agent?","What was done from this address?"];
const L=["Events with it, this key","Events from it, this key"];
for(let index=20,n=0;n<=20;n++,index=n-1){
  const address=STARTS[index%2];
  const window=[Date.parse(DEMO_FROM)+index*HOUR_MS,Date.parse(DEMO_TO)] as const;
  await page.goto(app.url+stepPath(address,window,{accessKeyId:CI_DEPLOY.accessKeyId}));
  await page.locator('[role="grid"] tbody tr').first().waitFor({timeout:60000});
  await page.waitForFunction(()=>!document.querySelector('nav[aria-label="Steps"]')?.textContent?.includes("…"),null,{timeout:60000});
  await page.waitForLoadState("networkidle");
  const q=Q[index%2];
  await page.evaluate(()=>{performance.clearResourceTimings();(window as any).lt=[];new PerformanceObserver(l=>{for(const e of l.getEntries())(window as any).lt.push([e.startTime,e.duration]);}).observe({type:"longtask"});});
  const timing=page.evaluate((asked)=>new Promise<any>((resolve)=>{
    let menuAt=0;
    document.addEventListener("click",(ev)=>{const m=ev.target instanceof Element&&ev.target.closest("[role=menuitem]");const c=ev.target instanceof Element&&ev.target.closest("[data-cell]");if(!m){if(c)menuAt=performance.now();return;}
     const clickedAt=performance.now();let shell=0;
     const f=()=>{ if(!shell&&document.querySelector(`[role="grid"][aria-label="${asked}"]`))shell=performance.now();
       if(!document.querySelector(`[role="grid"][aria-label="${asked}"] tbody tr`))return void requestAnimationFrame(f);
       const dom=performance.now();const ch=new MessageChannel();ch.port1.onmessage=()=>{const p=performance.now();setTimeout(()=>resolve({menu:menuAt-clickedAt,shell:shell-clickedAt,dom:dom-clickedAt,paint:p-clickedAt,res:performance.getEntriesByType("resource").map((r:any)=>[r.name.replace(/^.*:\d+/,"").slice(0,30),Math.round(r.startTime-clickedAt),Math.round(r.responseEnd-clickedAt)]),lt:(window as any).lt.map((x:any)=>[Math.round(x[0]-clickedAt),Math.round(x[1])])}),60);};ch.port2.postMessage(null);};
     requestAnimationFrame(f);
    },true);
  }),q);
  await page.locator('[data-cell="0:0"]').click();
  const item=page.getByRole("menuitem",{name:L[index%2]}).first();
  await item.waitFor();
  const [t]=await Promise.all([timing,item.click()]);
  console.log(index,"menu",Math.round(t.menu),"shell",Math.round(t.shell),"dom",Math.round(t.dom),"paint",Math.round(t.paint),JSON.stringify(t.res),"long",JSON.stringify(t.lt));
}
console.log("menu totals per pivot",JSON.stringify([...agg].sort((a,b)=>b[1]-a[1]).slice(0,40).map(([k,v])=>[k,+(v/21).toFixed(1)])));
console.log("menu incl",JSON.stringify([...fn].sort((a,b)=>b[1]-a[1]).slice(0,70).map(([k,v])=>[k,+(v/21).toFixed(1)])));
await app.close();
process.exit(0);
