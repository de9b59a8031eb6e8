var I=globalThis,D=I.ShadowRoot&&(I.ShadyCSS===void 0||I.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,te=Symbol(),ge=new WeakMap,P=class{constructor(e,t,s){if(this._$cssResult$=!0,s!==te)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(D&&e===void 0){let s=t!==void 0&&t.length===1;s&&(e=ge.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),s&&ge.set(t,e))}return e}toString(){return this.cssText}},ve=r=>new P(typeof r=="string"?r:r+"",void 0,te),se=(r,...e)=>{let t=r.length===1?r[0]:e.reduce((s,i,n)=>s+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(i)+r[n+1],r[0]);return new P(t,r,te)},$e=(r,e)=>{if(D)r.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let s=document.createElement("style"),i=I.litNonce;i!==void 0&&s.setAttribute("nonce",i),s.textContent=t.cssText,r.appendChild(s)}},ie=D?r=>r:r=>r instanceof CSSStyleSheet?(e=>{let t="";for(let s of e.cssRules)t+=s.cssText;return ve(t)})(r):r;var{is:bt,defineProperty:xt,getOwnPropertyDescriptor:wt,getOwnPropertyNames:Et,getOwnPropertySymbols:At,getPrototypeOf:St}=Object,B=globalThis,ye=B.trustedTypes,Tt=ye?ye.emptyScript:"",Ct=B.reactiveElementPolyfillSupport,N=(r,e)=>r,re={toAttribute(r,e){switch(e){case Boolean:r=r?Tt:null;break;case Object:case Array:r=r==null?r:JSON.stringify(r)}return r},fromAttribute(r,e){let t=r;switch(e){case Boolean:t=r!==null;break;case Number:t=r===null?null:Number(r);break;case Object:case Array:try{t=JSON.parse(r)}catch{t=null}}return t}},be=(r,e)=>!bt(r,e),_e={attribute:!0,type:String,converter:re,reflect:!1,useDefault:!1,hasChanged:be};Symbol.metadata??=Symbol("metadata"),B.litPropertyMetadata??=new WeakMap;var y=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=_e){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let s=Symbol(),i=this.getPropertyDescriptor(e,s,t);i!==void 0&&xt(this.prototype,e,i)}}static getPropertyDescriptor(e,t,s){let{get:i,set:n}=wt(this.prototype,e)??{get(){return this[t]},set(o){this[t]=o}};return{get:i,set(o){let h=i?.call(this);n?.call(this,o),this.requestUpdate(e,h,s)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??_e}static _$Ei(){if(this.hasOwnProperty(N("elementProperties")))return;let e=St(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(N("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(N("properties"))){let t=this.properties,s=[...Et(t),...At(t)];for(let i of s)this.createProperty(i,t[i])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[s,i]of t)this.elementProperties.set(s,i)}this._$Eh=new Map;for(let[t,s]of this.elementProperties){let i=this._$Eu(t,s);i!==void 0&&this._$Eh.set(i,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let s=new Set(e.flat(1/0).reverse());for(let i of s)t.unshift(ie(i))}else e!==void 0&&t.push(ie(e));return t}static _$Eu(e,t){let s=t.attribute;return s===!1?void 0:typeof s=="string"?s:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let s of t.keys())this.hasOwnProperty(s)&&(e.set(s,this[s]),delete this[s]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return $e(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,s){this._$AK(e,s)}_$ET(e,t){let s=this.constructor.elementProperties.get(e),i=this.constructor._$Eu(e,s);if(i!==void 0&&s.reflect===!0){let n=(s.converter?.toAttribute!==void 0?s.converter:re).toAttribute(t,s.type);this._$Em=e,n==null?this.removeAttribute(i):this.setAttribute(i,n),this._$Em=null}}_$AK(e,t){let s=this.constructor,i=s._$Eh.get(e);if(i!==void 0&&this._$Em!==i){let n=s.getPropertyOptions(i),o=typeof n.converter=="function"?{fromAttribute:n.converter}:n.converter?.fromAttribute!==void 0?n.converter:re;this._$Em=i;let h=o.fromAttribute(t,n.type);this[i]=h??this._$Ej?.get(i)??h,this._$Em=null}}requestUpdate(e,t,s,i=!1,n){if(e!==void 0){let o=this.constructor;if(i===!1&&(n=this[e]),s??=o.getPropertyOptions(e),!((s.hasChanged??be)(n,t)||s.useDefault&&s.reflect&&n===this._$Ej?.get(e)&&!this.hasAttribute(o._$Eu(e,s))))return;this.C(e,t,s)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:s,reflect:i,wrapped:n},o){s&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,o??t??this[e]),n!==!0||o!==void 0)||(this._$AL.has(e)||(this.hasUpdated||s||(t=void 0),this._$AL.set(e,t)),i===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[i,n]of this._$Ep)this[i]=n;this._$Ep=void 0}let s=this.constructor.elementProperties;if(s.size>0)for(let[i,n]of s){let{wrapped:o}=n,h=this[i];o!==!0||this._$AL.has(i)||h===void 0||this.C(i,void 0,n,h)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(s=>s.hostUpdate?.()),this.update(t)):this._$EM()}catch(s){throw e=!1,this._$EM(),s}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};y.elementStyles=[],y.shadowRootOptions={mode:"open"},y[N("elementProperties")]=new Map,y[N("finalized")]=new Map,Ct?.({ReactiveElement:y}),(B.reactiveElementVersions??=[]).push("2.1.2");var oe=globalThis,xe=r=>r,z=oe.trustedTypes,we=z?z.createPolicy("lit-html",{createHTML:r=>r}):void 0,ae="$lit$",_=`lit$${Math.random().toFixed(9).slice(2)}$`,le="?"+_,kt=`<${le}>`,S=document,L=()=>S.createComment(""),M=r=>r===null||typeof r!="object"&&typeof r!="function",he=Array.isArray,ke=r=>he(r)||typeof r?.[Symbol.iterator]=="function",ne=`[ 	
\f\r]`,U=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Ee=/-->/g,Ae=/>/g,E=RegExp(`>|${ne}(?:([^\\s"'>=/]+)(${ne}*=${ne}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Se=/'/g,Te=/"/g,Oe=/^(?:script|style|textarea|title)$/i,de=r=>(e,...t)=>({_$litType$:r,strings:e,values:t}),f=de(1),Qt=de(2),Zt=de(3),b=Symbol.for("lit-noChange"),d=Symbol.for("lit-nothing"),Ce=new WeakMap,A=S.createTreeWalker(S,129);function Re(r,e){if(!he(r)||!r.hasOwnProperty("raw"))throw Error("invalid template strings array");return we!==void 0?we.createHTML(e):e}var Pe=(r,e)=>{let t=r.length-1,s=[],i,n=e===2?"<svg>":e===3?"<math>":"",o=U;for(let h=0;h<t;h++){let a=r[h],p,m,l=-1,u=0;for(;u<a.length&&(o.lastIndex=u,m=o.exec(a),m!==null);)u=o.lastIndex,o===U?m[1]==="!--"?o=Ee:m[1]!==void 0?o=Ae:m[2]!==void 0?(Oe.test(m[2])&&(i=RegExp("</"+m[2],"g")),o=E):m[3]!==void 0&&(o=E):o===E?m[0]===">"?(o=i??U,l=-1):m[1]===void 0?l=-2:(l=o.lastIndex-m[2].length,p=m[1],o=m[3]===void 0?E:m[3]==='"'?Te:Se):o===Te||o===Se?o=E:o===Ee||o===Ae?o=U:(o=E,i=void 0);let c=o===E&&r[h+1].startsWith("/>")?" ":"";n+=o===U?a+kt:l>=0?(s.push(p),a.slice(0,l)+ae+a.slice(l)+_+c):a+_+(l===-2?h:c)}return[Re(r,n+(r[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),s]},H=class r{constructor({strings:e,_$litType$:t},s){let i;this.parts=[];let n=0,o=0,h=e.length-1,a=this.parts,[p,m]=Pe(e,t);if(this.el=r.createElement(p,s),A.currentNode=this.el.content,t===2||t===3){let l=this.el.content.firstChild;l.replaceWith(...l.childNodes)}for(;(i=A.nextNode())!==null&&a.length<h;){if(i.nodeType===1){if(i.hasAttributes())for(let l of i.getAttributeNames())if(l.endsWith(ae)){let u=m[o++],c=i.getAttribute(l).split(_),g=/([.?@])?(.*)/.exec(u);a.push({type:1,index:n,name:g[2],strings:c,ctor:g[1]==="."?j:g[1]==="?"?W:g[1]==="@"?F:C}),i.removeAttribute(l)}else l.startsWith(_)&&(a.push({type:6,index:n}),i.removeAttribute(l));if(Oe.test(i.tagName)){let l=i.textContent.split(_),u=l.length-1;if(u>0){i.textContent=z?z.emptyScript:"";for(let c=0;c<u;c++)i.append(l[c],L()),A.nextNode(),a.push({type:2,index:++n});i.append(l[u],L())}}}else if(i.nodeType===8)if(i.data===le)a.push({type:2,index:n});else{let l=-1;for(;(l=i.data.indexOf(_,l+1))!==-1;)a.push({type:7,index:n}),l+=_.length-1}n++}}static createElement(e,t){let s=S.createElement("template");return s.innerHTML=e,s}};function T(r,e,t=r,s){if(e===b)return e;let i=s!==void 0?t._$Co?.[s]:t._$Cl,n=M(e)?void 0:e._$litDirective$;return i?.constructor!==n&&(i?._$AO?.(!1),n===void 0?i=void 0:(i=new n(r),i._$AT(r,t,s)),s!==void 0?(t._$Co??=[])[s]=i:t._$Cl=i),i!==void 0&&(e=T(r,i._$AS(r,e.values),i,s)),e}var V=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:s}=this._$AD,i=(e?.creationScope??S).importNode(t,!0);A.currentNode=i;let n=A.nextNode(),o=0,h=0,a=s[0];for(;a!==void 0;){if(o===a.index){let p;a.type===2?p=new k(n,n.nextSibling,this,e):a.type===1?p=new a.ctor(n,a.name,a.strings,this,e):a.type===6&&(p=new K(n,this,e)),this._$AV.push(p),a=s[++h]}o!==a?.index&&(n=A.nextNode(),o++)}return A.currentNode=S,i}p(e){let t=0;for(let s of this._$AV)s!==void 0&&(s.strings!==void 0?(s._$AI(e,s,t),t+=s.strings.length-2):s._$AI(e[t])),t++}},k=class r{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,s,i){this.type=2,this._$AH=d,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=s,this.options=i,this._$Cv=i?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=T(this,e,t),M(e)?e===d||e==null||e===""?(this._$AH!==d&&this._$AR(),this._$AH=d):e!==this._$AH&&e!==b&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):ke(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==d&&M(this._$AH)?this._$AA.nextSibling.data=e:this.T(S.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:s}=e,i=typeof s=="number"?this._$AC(e):(s.el===void 0&&(s.el=H.createElement(Re(s.h,s.h[0]),this.options)),s);if(this._$AH?._$AD===i)this._$AH.p(t);else{let n=new V(i,this),o=n.u(this.options);n.p(t),this.T(o),this._$AH=n}}_$AC(e){let t=Ce.get(e.strings);return t===void 0&&Ce.set(e.strings,t=new H(e)),t}k(e){he(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,s,i=0;for(let n of e)i===t.length?t.push(s=new r(this.O(L()),this.O(L()),this,this.options)):s=t[i],s._$AI(n),i++;i<t.length&&(this._$AR(s&&s._$AB.nextSibling,i),t.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let s=xe(e).nextSibling;xe(e).remove(),e=s}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},C=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,s,i,n){this.type=1,this._$AH=d,this._$AN=void 0,this.element=e,this.name=t,this._$AM=i,this.options=n,s.length>2||s[0]!==""||s[1]!==""?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=d}_$AI(e,t=this,s,i){let n=this.strings,o=!1;if(n===void 0)e=T(this,e,t,0),o=!M(e)||e!==this._$AH&&e!==b,o&&(this._$AH=e);else{let h=e,a,p;for(e=n[0],a=0;a<n.length-1;a++)p=T(this,h[s+a],t,a),p===b&&(p=this._$AH[a]),o||=!M(p)||p!==this._$AH[a],p===d?e=d:e!==d&&(e+=(p??"")+n[a+1]),this._$AH[a]=p}o&&!i&&this.j(e)}j(e){e===d?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},j=class extends C{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===d?void 0:e}},W=class extends C{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==d)}},F=class extends C{constructor(e,t,s,i,n){super(e,t,s,i,n),this.type=5}_$AI(e,t=this){if((e=T(this,e,t,0)??d)===b)return;let s=this._$AH,i=e===d&&s!==d||e.capture!==s.capture||e.once!==s.once||e.passive!==s.passive,n=e!==d&&(s===d||i);i&&this.element.removeEventListener(this.name,this,s),n&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},K=class{constructor(e,t,s){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(e){T(this,e)}},Ne={M:ae,P:_,A:le,C:1,L:Pe,R:V,D:ke,V:T,I:k,H:C,N:W,U:F,B:j,F:K},Ot=oe.litHtmlPolyfillSupport;Ot?.(H,k),(oe.litHtmlVersions??=[]).push("3.3.3");var Ue=(r,e,t)=>{let s=t?.renderBefore??e,i=s._$litPart$;if(i===void 0){let n=t?.renderBefore??null;s._$litPart$=i=new k(e.insertBefore(L(),n),n,void 0,t??{})}return i._$AI(r),i};var ce=globalThis,x=class extends y{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Ue(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return b}};x._$litElement$=!0,x.finalized=!0,ce.litElementHydrateSupport?.({LitElement:x});var Rt=ce.litElementPolyfillSupport;Rt?.({LitElement:x});(ce.litElementVersions??=[]).push("4.2.2");var Le={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},Me=r=>(...e)=>({_$litDirective$:r,values:e}),q=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,s){this._$Ct=e,this._$AM=t,this._$Ci=s}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:Pt}=Ne,He=r=>r;var Ie=()=>document.createComment(""),O=(r,e,t)=>{let s=r._$AA.parentNode,i=e===void 0?r._$AB:e._$AA;if(t===void 0){let n=s.insertBefore(Ie(),i),o=s.insertBefore(Ie(),i);t=new Pt(n,o,r,r.options)}else{let n=t._$AB.nextSibling,o=t._$AM,h=o!==r;if(h){let a;t._$AQ?.(r),t._$AM=r,t._$AP!==void 0&&(a=r._$AU)!==o._$AU&&t._$AP(a)}if(n!==i||h){let a=t._$AA;for(;a!==n;){let p=He(a).nextSibling;He(s).insertBefore(a,i),a=p}}}return t},w=(r,e,t=r)=>(r._$AI(e,t),r),Nt={},De=(r,e=Nt)=>r._$AH=e,Be=r=>r._$AH,G=r=>{r._$AR(),r._$AA.remove()};var ze=(r,e,t)=>{let s=new Map;for(let i=e;i<=t;i++)s.set(r[i],i);return s},Ve=Me(class extends q{constructor(r){if(super(r),r.type!==Le.CHILD)throw Error("repeat() can only be used in text expressions")}dt(r,e,t){let s;t===void 0?t=e:e!==void 0&&(s=e);let i=[],n=[],o=0;for(let h of r)i[o]=s?s(h,o):o,n[o]=t(h,o),o++;return{values:n,keys:i}}render(r,e,t){return this.dt(r,e,t).values}update(r,[e,t,s]){let i=Be(r),{values:n,keys:o}=this.dt(e,t,s);if(!Array.isArray(i))return this.ut=o,n;let h=this.ut??=[],a=[],p,m,l=0,u=i.length-1,c=0,g=n.length-1;for(;l<=u&&c<=g;)if(i[l]===null)l++;else if(i[u]===null)u--;else if(h[l]===o[c])a[c]=w(i[l],n[c]),l++,c++;else if(h[u]===o[g])a[g]=w(i[u],n[g]),u--,g--;else if(h[l]===o[g])a[g]=w(i[l],n[g]),O(r,a[g+1],i[l]),l++,g--;else if(h[u]===o[c])a[c]=w(i[u],n[c]),O(r,i[l],i[u]),u--,c++;else if(p===void 0&&(p=ze(o,c,g),m=ze(h,l,u)),p.has(h[l]))if(p.has(h[u])){let $=m.get(o[c]),ee=$!==void 0?i[$]:null;if(ee===null){let me=O(r,i[l]);w(me,n[c]),a[c]=me}else a[c]=w(ee,n[c]),O(r,i[l],ee),i[$]=null;c++}else G(i[u]),u--;else G(i[l]),l++;for(;c<=g;){let $=O(r,a[g+1]);w($,n[c]),a[c++]=$}for(;l<=u;){let $=i[l++];$!==null&&G($)}return this.ut=o,De(r,a),b}});var je="Assistant",We="programme, pas une personne",Fe="Une question ? Écrire à l'assistant",Ke="Fermer la discussion",qe="Conversation avec l'assistant",Ge="Discussion avec l'assistant, un programme",Ye="Assistant : ",Je="Une personne de l'équipe",Qe="Vous : ",Ze="Réponses proposées",Xe="Votre message",et="Votre message",tt="Entrée pour envoyer, Maj + Entrée pour aller à la ligne.",st="Envoyer",it="Réessayer",rt=" (nouvelle fenêtre)",nt="La discussion s'ouvre…",ot="La réponse prend plus de temps que d'habitude. Elle arrive, rien n'est perdu.",at="message non conservé (avant votre accord)",lt="Non envoyé",ht="Refusé",dt="Vous semblez hors connexion. Vous pouvez continuer à écrire et envoyer quand elle sera revenue.",ct="Je n'arrive pas à joindre le service. Vérifiez votre connexion, puis réessayez.",R="Le service ne répond pas comme prévu. Réessayez dans un moment : rien n'est perdu.",pt="La réponse n'est pas arrivée à temps. Vous pouvez réessayer : votre message ne sera pas compté deux fois.",ut="Un message n'est pas parti avant la fermeture de la page.",ft="Votre session n'était plus valable : une nouvelle conversation a commencé. Votre message n'est pas parti ; « Réessayer » l'envoie ici.";function mt(r){return r<=0?"Vous êtes au bout : envoyez ce message, puis continuez dans un second.":r===1?"Il reste 1 caractère.":`Il reste ${r} caractères.`}var v=class extends Error{constructor(t,s){super(s);this.failure=t}failure},Ut=65e3,Lt=new Set([400,413,415]),Y=class{#e;constructor(e){this.#e=`${e.replace(/\/+$/,"")}/webhooks/web`}async openSession(e){let t=await this.#n("/session",null,e===null?{}:{token:e});if(typeof t.token!="string")throw new v("trouble",R);return{...t,token:t.token}}sendMessage(e,t,s){return this.#n("/messages",e,{id:t,text:s})}fetchNews(e,t){return this.#n(`/messages?after=${t}`,e)}async#n(e,t,s){let i={};t!==null&&(i.authorization=`Bearer ${t}`),s!==void 0&&(i["content-type"]="application/json");let n;try{n=await fetch(this.#e+e,{method:s===void 0?"GET":"POST",headers:i,body:s===void 0?void 0:JSON.stringify(s),credentials:"omit",cache:"no-store",signal:AbortSignal.timeout(Ut)})}catch(h){throw h instanceof DOMException&&h.name==="TimeoutError"?new v("trouble",pt):new v("network",ct)}let o=await n.json().catch(()=>null);if(!n.ok){let h=typeof o?.message=="string"?o.message:R;throw new v(Mt(n.status),h)}if(!Array.isArray(o?.messages)||typeof o.cursor!="number")throw new v("trouble",R);return o}};function Mt(r){return r===401?"session":Lt.has(r)?"refused":"trouble"}var Ht=8e3,It=/effac|supprim/i,Q=class{entries=[];draft="";opening=!1;delivering=!1;answering=!1;slow=!1;offline=!navigator.onLine;trouble=null;#e;#n;#t;#i=null;#s=0;#r=new Map;#h=null;#d;constructor(e,t,s){this.#e=e,this.#n=t,this.#t=s;let i=t.readTab();this.draft=i.draft,this.entries=i.unsent.map(({key:n,text:o})=>gt(n,o,"failed")),this.#r=new Map(Object.entries(i.unkeptWords).map(([n,o])=>[Number(n),o]))}get isOpen(){return this.#i!==null}get offered(){let e=this.entries.findLastIndex(s=>s.from==="user"),t=this.entries.findLastIndex(s=>s.buttons.length>0);return t>e&&!this.answering?this.entries[t]??null:null}open(){return this.#h??=this.#f().finally(()=>this.#h=null),this.#h}async#f(){this.opening=!0,this.trouble=null,this.#t();let e=this.#n.readToken();try{let t=await this.#e.openSession(e);this.#o(),this.#i=t.token,this.#n.writeToken(t.token),t.token!==e&&(this.#r.clear(),this.entries=this.entries.filter(J),this.#s=0),this.#$(t),this.entries.some(J)&&(this.trouble={sentence:ut,canRetry:!0})}catch(t){this.#y(t)}finally{this.opening=!1,this.#t()}}send(e){this.entries.push(gt(crypto.randomUUID?.()??Bt(),e,"waiting")),this.retry()}retry(){for(let e of this.entries)e.delivery==="failed"&&(e.delivery="waiting");this.trouble=null,this.#a(),this.#t(),this.#m()}keepDraft(e){this.draft=e,this.#a()}async catchUp(){this.delivering||await this.#c(this.#s)}async refresh(){this.delivering||await this.#c(0)}connectionLost(){this.offline=!0,this.#t()}async#m(){if(!this.delivering){this.delivering=!0;try{this.#i===null&&await this.open();for(let e=this.#g();e!==void 0&&this.#i!==null;e=this.#g())await this.#_(e,this.#i);this.#i===null&&this.#v()}finally{this.delivering=!1,this.#t()}}}async#_(e,t){this.#u(!0);try{let s=await this.#e.sendMessage(t,e.key,e.text??"");this.#o(),e.delivery="sent",e.position=Math.min(...s.messages.map(({id:n})=>n),1/0)-.5,Number.isFinite(e.position)||(e.position=this.#s+.5),this.#p(s.messages),this.#a(),this.#u(!1);let i=s.messages.some(({text:n})=>It.test(n??""));await this.#c(i||s.elsewhere?0:this.#s)}catch(s){this.#u(!1),await this.#b(e,s)}}async#b(e,t){let s=t instanceof v?t.failure:"trouble";s==="refused"?(e.delivery="refused",e.position=this.#s+.5,this.trouble={sentence:t.message,canRetry:!1}):(this.#v(),s==="session"?(await this.open(),this.#i!==null&&(this.trouble={sentence:ft,canRetry:!0})):this.#y(t)),this.#a()}#g(){return this.entries.find(e=>e.delivery==="waiting")}#v(){for(let e of this.entries)e.delivery==="waiting"&&(e.delivery="failed")}async#c(e){let t=this.#i;if(t!==null){try{let s=await this.#e.fetchNews(t,e);if(t!==this.#i)return;this.#o(),e===0?this.#$(s):this.#x(s)}catch(s){s instanceof v&&s.failure==="session"?await this.open():s instanceof v&&s.failure==="network"&&(this.offline=!0)}this.#t()}}#x(e){this.#p(e.messages),this.#s=Math.max(this.#s,e.cursor),this.#a()}#$(e){let t=new Set(e.messages.map(({id:n})=>n)),s=n=>n!==null&&!t.has(n),i=this.entries.some(({id:n})=>s(n))||[...this.#r.keys()].some(s);this.#p(e.messages),i&&this.#r.clear(),this.entries=this.entries.filter(n=>!s(n.id)&&(n.id!==null||J(n))),this.#s=Math.max(this.#s,e.cursor),this.#a()}#p(e){let t=new Set(this.entries.map(({id:s})=>s));for(let s of e){if(t.has(s.id))continue;let i=s.from==="user"?this.#l(s):void 0;i!==void 0?(i.id=i.position=s.id,i.delivery="sent",!s.text&&i.text&&this.#r.set(s.id,i.text)):this.entries.push({key:`server-${s.id}`,from:s.from,person:s.person===!0,buttons:s.from==="bot"?s.buttons??[]:[],text:s.text||this.#r.get(s.id)||null,id:s.id,position:s.id,delivery:"sent"})}this.entries.sort((s,i)=>s.position===i.position?0:s.position-i.position)}#l(e){return this.entries.find(t=>t.from!=="user"||t.id!==null||t.delivery==="refused"?!1:e.text?Dt(t.text??"",e.text):t.delivery==="sent")}#o(){this.offline=!1}#y(e){e instanceof v?(e.failure==="network"&&(this.offline=!navigator.onLine),this.trouble={sentence:e.message,canRetry:e.failure!=="refused"}):this.trouble={sentence:R,canRetry:!0}}#u(e){clearTimeout(this.#d),this.answering=e,this.slow=!1,e&&(this.#d=setTimeout(()=>{this.slow=!0,this.#t()},Ht)),this.#t()}#a(){let e=this.entries.filter(J).map(({key:t,text:s})=>({key:t,text:s??""}));this.#n.writeTab({draft:this.draft,unsent:e,unkeptWords:Object.fromEntries(this.#r)})}};function gt(r,e,t){return{key:r,from:"user",person:!1,buttons:[],text:e,id:null,position:1/0,delivery:t}}function J(r){return r.delivery==="waiting"||r.delivery==="failed"}function Dt(r,e){return r.trim().replace(/^\/+/,"").trim()===e}function Bt(){return Array.from(crypto.getRandomValues(new Uint8Array(16)),r=>r.toString(16).padStart(2,"0")).join("")}var vt="conseiller-bot",X=class{#e;constructor(e){this.#e=e===""?vt:`${vt} ${e}`}readToken(){return Z(()=>localStorage.getItem(this.#e))??null}writeToken(e){Z(()=>localStorage.setItem(this.#e,e))}readTab(){let e=Z(()=>JSON.parse(sessionStorage.getItem(this.#e)??"{}"));return{draft:"",unsent:[],unkeptWords:{},...e}}writeTab(e){let t=e.draft===""&&e.unsent.length===0&&Object.keys(e.unkeptWords).length===0;Z(()=>t?sessionStorage.removeItem(this.#e):sessionStorage.setItem(this.#e,JSON.stringify(e)))}};function Z(r){try{return r()}catch{return}}var $t=se`
  :host {
    --_accent: var(--chat-accent, #1c4f91);
    --_on-accent: var(--chat-on-accent, #fff);
    --_surface: var(--chat-surface, #fff);
    --_text: var(--chat-text, #1b2430);
    --_muted: var(--chat-muted, #4a5768);
    --_line: var(--chat-line, #c3ccd8);
    --_field-line: #6b7889;
    --_bot: var(--chat-bot, #eff2f6);
    --_user: var(--chat-user, #dbe8f9);
    --_alert: #8f1d14;
    --_alert-surface: #fdeeec;
    --_notice-surface: #fff5d9;
    color-scheme: light dark;
    display: block;
    font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
    color: var(--_text);
  }

  @media (prefers-color-scheme: dark) {
    :host {
      --_accent: var(--chat-accent, #9cc4ff);
      --_on-accent: var(--chat-on-accent, #0c1a2d);
      --_surface: var(--chat-surface, #1a2029);
      --_text: var(--chat-text, #edf1f6);
      --_muted: var(--chat-muted, #b4c0cf);
      --_line: var(--chat-line, #3d4858);
      --_field-line: #8a97a8;
      --_bot: var(--chat-bot, #28313e);
      --_user: var(--chat-user, #21426d);
      --_alert: #ffb4ab;
      --_alert-surface: #3b201e;
      --_notice-surface: #3a3114;
    }
  }

  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  button,
  textarea {
    font: inherit;
    color: inherit;
  }

  button {
    cursor: pointer;
  }

  :focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }

  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .bubble {
    position: fixed;
    right: max(1rem, env(safe-area-inset-right));
    bottom: max(1rem, env(safe-area-inset-bottom));
    z-index: 1000;
    display: flex;
    align-items: center;
    gap: 0.6rem;
    max-width: calc(100vw - 2rem);
    min-height: 3rem;
    padding: 0.7rem 1.1rem;
    border: 1px solid transparent;
    border-radius: 2rem;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
    text-align: start;
    box-shadow: 0 2px 10px rgb(0 0 0 / 30%);
  }

  svg {
    flex: none;
    width: 1.4rem;
    height: 1.4rem;
    fill: currentcolor;
  }

  .panel {
    display: flex;
    flex-direction: column;
    height: 100%;
    min-height: 0;
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: 0.5rem;
    background: var(--_surface);
  }

  .panel.floating {
    position: fixed;
    right: max(1rem, env(safe-area-inset-right));
    bottom: max(1rem, env(safe-area-inset-bottom));
    z-index: 1000;
    width: min(26rem, calc(100vw - 2rem));
    height: min(40rem, calc(100dvh - 2rem));
    box-shadow: 0 4px 24px rgb(0 0 0 / 35%);
  }

  @media (max-width: 30rem), (max-height: 30rem) {
    .panel.floating {
      inset: 0;
      width: auto;
      height: auto;
      border: 0;
      border-radius: 0;
    }
  }

  header {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    padding: 0.5rem 0.6rem 0.5rem 1rem;
    border-bottom: 1px solid var(--_line);
  }

  h2 {
    flex: 1;
    margin: 0;
    font-size: 1rem;
    line-height: 1.3;
  }

  h2 span {
    font-weight: 400;
    color: var(--_muted);
  }

  .close {
    display: grid;
    place-items: center;
    width: 2.75rem;
    height: 2.75rem;
    border: 0;
    border-radius: 0.4rem;
    background: none;
  }

  .close:hover {
    background: var(--_bot);
  }

  .log {
    flex: 1;
    min-height: 4rem;
    overflow: hidden auto;
    overscroll-behavior: contain;
    padding: 1rem;
    outline-offset: -3px;
  }

  .message {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    margin: 0 0 0.6rem;
  }

  .message.user {
    align-items: flex-end;
    margin-block: 1rem;
  }

  .text {
    max-width: min(88%, 38rem);
    margin: 0;
    padding: 0.55rem 0.85rem;
    border: 1px solid transparent;
    border-radius: 0.9rem;
    background: var(--_bot);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .bot .text {
    border-bottom-left-radius: 0.2rem;
  }

  .user .text {
    border-bottom-right-radius: 0.2rem;
    background: var(--_user);
  }

  .unkept {
    color: var(--_muted);
    font-style: italic;
  }

  .undelivered .text {
    border: 1px dashed var(--_field-line);
    background: none;
  }

  .person {
    margin: 0;
    font-size: 0.875rem;
    font-weight: 600;
  }

  .delivery {
    font-size: 0.875rem;
    color: var(--_muted);
  }

  .text a {
    color: var(--_accent);
    text-underline-offset: 0.15em;
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    max-width: 100%;
    margin: 0.6rem 0 0;
    padding: 0;
    list-style: none;
  }

  .choices li {
    max-width: 100%;
  }

  .choice {
    min-height: 2.75rem;
    max-width: 100%;
    padding: 0.45rem 1rem;
    border: 1.5px solid var(--_accent);
    border-radius: 1.4rem;
    background: var(--_surface);
    color: var(--_accent);
    font-weight: 600;
    line-height: 1.3;
    text-align: start;
    overflow-wrap: anywhere;
  }

  .choice:hover {
    background: var(--_bot);
  }

  .typing {
    display: inline-flex;
    gap: 0.3rem;
    padding: 0.95rem 0.9rem;
    border: 1px solid transparent;
    border-radius: 0.9rem;
    background: var(--_bot);
  }

  .typing span {
    width: 0.5rem;
    height: 0.5rem;
    border: 1px solid transparent;
    border-radius: 50%;
    background: var(--_muted);
    animation: typing 1.2s infinite;
  }

  .typing span:nth-child(2) {
    animation-delay: 0.2s;
  }

  .typing span:nth-child(3) {
    animation-delay: 0.4s;
  }

  @keyframes typing {
    0%,
    60%,
    100% {
      opacity: 0.35;
    }
    30% {
      opacity: 1;
    }
  }

  .state,
  .alert {
    flex: none;
  }

  .state:not(:empty) {
    padding: 0 1rem 0.5rem;
    font-size: 0.9375rem;
    color: var(--_muted);
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 0.8rem;
    padding: 0.5rem 1rem;
    border-top: 1px solid var(--_line);
    background: var(--_notice-surface);
    font-size: 0.9375rem;
    line-height: 1.4;
  }

  .bar.error {
    background: var(--_alert-surface);
    color: var(--_alert);
  }

  .bar p {
    flex: 1 1 12rem;
    margin: 0;
  }

  .retry,
  .send {
    min-height: 2.75rem;
    padding: 0.4rem 1.1rem;
    border: 1px solid transparent;
    border-radius: 0.4rem;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }

  .retry:hover,
  .send:hover,
  .bubble:hover {
    filter: brightness(0.9);
  }

  form {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0.4rem 0.5rem;
    align-items: end;
    padding: 0.7rem;
    border-top: 1px solid var(--_line);
  }

  textarea {
    display: block;
    width: 100%;
    min-height: 2.75rem;
    max-height: min(12rem, 30dvh);
    padding: 0.55rem 0.75rem;
    border: 1px solid var(--_field-line);
    border-radius: 0.4rem;
    background: var(--_surface);
    line-height: 1.5;
    resize: none;
  }

  textarea::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  .hint,
  .count {
    grid-column: 1 / -1;
    margin: 0;
    font-size: 0.8125rem;
    line-height: 1.3;
    color: var(--_muted);
  }

  .count:empty {
    display: none;
  }

  @media (max-width: 30rem), (max-height: 30rem), (pointer: coarse) {
    .hint {
      display: none;
    }
  }

  @media (max-width: 24rem) {
    .log {
      padding: 0.7rem;
    }

    .text {
      max-width: 96%;
    }

    .send {
      padding-inline: 0.75rem;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .typing span {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .typing span {
      background: CanvasText;
    }

    .unkept,
    .hint,
    .count,
    .delivery {
      color: CanvasText;
    }
  }
`;var zt=/https:\/\/[^\s<>"«»]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/giu,Vt=/[.,;:!?…'’)\]]+$/u;function yt(r){let e=[],t=0;for(let s of r.matchAll(zt)){let i=s[0].replace(Vt,""),n=/^https:/i.test(i)?jt(i):`mailto:${i}`;n!==null&&(s.index>t&&e.push({text:r.slice(t,s.index),href:null}),e.push({text:i,href:n}),t=s.index+i.length)}return t<r.length&&e.push({text:r.slice(t),href:null}),e}function jt(r){try{let e=new URL(r);return e.protocol==="https:"&&e.username===""&&e.password===""?e.href:null}catch{return null}}function ue(r){return r.replace(/ (?=[:;!?»%€](?:\s|$|[.,)]))/g," ").replace(/« /g,"« ")}var _t=6e3,Wt=5400,Ft=15e3,fe=class extends x{static styles=$t;static properties={server:{type:String},open:{type:Boolean},expanded:{state:!0},length:{state:!0}};#e=null;#n;#t=new Set;#i=null;#s=!1;constructor(){super(),this.server="",this.open=!1,this.expanded=!1,this.length=0}connectedCallback(){super.connectedCallback(),this.lang||(this.lang="fr"),this.#n=setInterval(()=>this.#h&&void this.#e?.catchUp(),Ft),document.addEventListener("visibilitychange",this.#d),window.addEventListener("online",this.#f),window.addEventListener("offline",this.#m)}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.#n),document.removeEventListener("visibilitychange",this.#d),window.removeEventListener("online",this.#f),window.removeEventListener("offline",this.#m)}get#r(){return this.open||this.expanded}get#h(){return this.#r&&document.visibilityState==="visible"}#d=()=>{this.#h&&this.#e?.refresh()};#f=()=>{let e=this.#e;e!==null&&(e.offline=!1,this.requestUpdate(),e.isOpen?e.refresh():this.#r&&e.open())};#m=()=>this.#e?.connectionLost();willUpdate(){!this.#r||this.#e!==null||(this.#e=new Q(new Y(this.server),new X(this.server),()=>this.requestUpdate()),this.length=this.#e.draft.length,this.#e.open())}updated(e){e.has("expanded")&&e.get("expanded")!==void 0&&(this.expanded?this.#o:this.#l(".bubble"))?.focus(),this.#A(),this.#k(),!this.#s&&this.#e?.isOpen&&!this.#e.opening&&setTimeout(()=>{this.#s=!0,this.requestUpdate()},500)}render(){let e=this.#e;if(!this.#r||e===null)return this.#_();let t=f`${je} <span>– ${We}</span>`,s=f`
      <header>
        <h2 id="title">${t}</h2>
        ${this.open?d:this.#b()}
      </header>
      ${this.#g(e)} ${this.#x(e)} ${this.#$(e)}
      ${this.#p(e)}
    `;return this.open?f`<section class="panel" aria-label=${Ge}>${s}</section>`:f`<div class="panel floating" role="dialog" aria-labelledby="title" @keydown=${this.#C}>${s}</div>`}#_(){return f`<button class="bubble" type="button" aria-haspopup="dialog" @click=${()=>this.expanded=!0}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H9l-5 4v-4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z" />
      </svg>
      ${Fe}
    </button>`}#b(){return f`<button class="close" type="button" aria-label=${Ke} @click=${this.#E}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="m6.4 5 5.6 5.6L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z" />
      </svg>
    </button>`}#g(e){let{offered:t}=e;return f`<div
      class="log"
      role="log"
      tabindex="0"
      aria-label=${qe}
      aria-live=${this.#s?"polite":"off"}
      aria-busy=${e.opening||e.delivering}
    >
      ${Ve(e.entries,({key:s})=>s,s=>this.#v(s,s===t))}
      ${e.answering?f`<div class="typing" aria-hidden="true"><span></span><span></span><span></span></div>`:d}
    </div>`}#v(e,t){let s=e.delivery==="failed"||e.delivery==="refused";return f`<div
      class="message ${e.from} ${s?"undelivered":""}"
      data-from=${e.from}
      data-key=${e.key}
      data-delivery=${e.delivery}
    >
      ${e.person?f`<p class="person">${Je}</p>`:d}
      <p class="text"><span class="hidden">${e.person?d:e.from==="bot"?Ye:Qe}</span>${Kt(e)}</p>
      ${s?f`<span class="delivery">${e.delivery==="failed"?lt:ht}</span>`:d}
      ${t?this.#c(e.buttons):d}
    </div>`}#c(e){return f`<ul class="choices" aria-label=${Ze}>
      ${e.map(t=>f`<li><button class="choice" type="button" @click=${()=>this.#S(t)}>${t}</button></li>`)}
    </ul>`}#x(e){let t=e.slow?ot:e.opening?nt:"";return f`<div class="state" role="status">${t||d}</div>`}#$({trouble:e,offline:t}){return f`<div class="alert" role="alert">
      ${e===null?t?f`<div class="bar offline"><p>${dt}</p></div>`:d:f`<div class="bar error">
            <p>${ue(e.sentence)}</p>
            ${e.canRetry?f`<button class="retry" type="button" @click=${this.#T}>${it}</button>`:d}
          </div>`}
    </div>`}#p(e){return f`<form @submit=${this.#a}>
      <label class="hidden" for="input">${Xe}</label>
      <textarea
        id="input"
        rows="1"
        maxlength=${_t}
        placeholder=${et}
        aria-describedby="hint count"
        enterkeyhint="send"
        .value=${e.draft}
        @input=${this.#y}
        @keydown=${this.#u}
      ></textarea>
      <button class="send" type="submit">${st}</button>
      <p class="hint" id="hint">${tt}</p>
      <p class="count" id="count" role="status">${this.length>=Wt?mt(_t-this.length):d}</p>
    </form>`}#l(e){return this.renderRoot.querySelector(e)}get#o(){return this.#l("textarea")}#y=()=>{let e=this.#o?.value??"";this.length=e.length,this.#e?.keepDraft(e),this.#A()};#u=e=>{e.key!=="Enter"||e.shiftKey||e.isComposing||(e.preventDefault(),this.#w())};#a=e=>{e.preventDefault(),this.#w(),this.#o?.focus()};#w(){let e=this.#e,t=e?.draft.trim()??"";e===null||t===""||(this.length=0,e.keepDraft(""),e.send(t))}#S(e){this.#e?.send(e),this.#l(".log")?.focus({preventScroll:!0})}#T=()=>{this.#e?.retry(),this.#l(".log")?.focus({preventScroll:!0})};#E=()=>{this.expanded=!1};#C=e=>{e.key==="Escape"&&!e.isComposing&&this.#E()};#A(){let e=this.#o;e!==null&&(e.style.height="auto",e.style.height=`${e.scrollHeight+e.offsetHeight-e.clientHeight}px`)}#k(){let e=this.#l(".log"),t=this.#e;if(e===null||t===null){this.#t.clear();return}let s=this.#t.size===0,i=t.entries.findIndex(({key:o})=>!this.#t.has(o));this.#t=new Set(t.entries.map(({key:o})=>o));let n=e.scrollHeight-e.clientHeight;if(i>=0&&!s){let o=e.querySelectorAll(".message")[i]?.offsetTop??1/0;e.scrollTop=Math.min(n,o-e.offsetTop-8)}else(i>=0||t.answering||t.trouble!==this.#i)&&(e.scrollTop=n);this.#i=t.trouble}};function Kt(r){return r.text===null?f`<em class="unkept">${at}</em>`:r.from==="user"?f`${r.text}`:yt(r.text).map(({text:e,href:t})=>t===null?f`${ue(e)}`:t.startsWith("mailto:")?f`<a href=${t}>${e}</a>`:f`<a href=${t} target="_blank" rel="noopener noreferrer"
      >${e}<span class="hidden">${rt}</span></a
    >`)}customElements.define("conseiller-bot",fe);export{fe as ConseillerBot};
