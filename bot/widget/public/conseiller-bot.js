"use strict";(()=>{var j=globalThis,Y=j.ShadowRoot&&(j.ShadyCSS===void 0||j.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,xe=Symbol(),qe=new WeakMap,H=class{constructor(e,t,s){if(this._$cssResult$=!0,s!==xe)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(Y&&e===void 0){let s=t!==void 0&&t.length===1;s&&(e=qe.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),s&&qe.set(t,e))}return e}toString(){return this.cssText}},G=n=>new H(typeof n=="string"?n:n+"",void 0,xe),I=(n,...e)=>{let t=n.length===1?n[0]:e.reduce((s,i,o)=>s+(r=>{if(r._$cssResult$===!0)return r.cssText;if(typeof r=="number")return r;throw Error("Value passed to 'css' function must be a 'css' function result: "+r+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(i)+n[o+1],n[0]);return new H(t,n,xe)},je=(n,e)=>{if(Y)n.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let s=document.createElement("style"),i=j.litNonce;i!==void 0&&s.setAttribute("nonce",i),s.textContent=t.cssText,n.appendChild(s)}},Ae=Y?n=>n:n=>n instanceof CSSStyleSheet?(e=>{let t="";for(let s of e.cssRules)t+=s.cssText;return G(t)})(n):n;var{is:Zs,defineProperty:Xs,getOwnPropertyDescriptor:en,getOwnPropertyNames:tn,getOwnPropertySymbols:sn,getPrototypeOf:nn}=Object,K=globalThis,Ye=K.trustedTypes,on=Ye?Ye.emptyScript:"",rn=K.reactiveElementPolyfillSupport,W=(n,e)=>n,Te={toAttribute(n,e){switch(e){case Boolean:n=n?on:null;break;case Object:case Array:n=n==null?n:JSON.stringify(n)}return n},fromAttribute(n,e){let t=n;switch(e){case Boolean:t=n!==null;break;case Number:t=n===null?null:Number(n);break;case Object:case Array:try{t=JSON.parse(n)}catch{t=null}}return t}},Ke=(n,e)=>!Zs(n,e),Ge={attribute:!0,type:String,converter:Te,reflect:!1,useDefault:!1,hasChanged:Ke};Symbol.metadata??=Symbol("metadata"),K.litPropertyMetadata??=new WeakMap;var E=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=Ge){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let s=Symbol(),i=this.getPropertyDescriptor(e,s,t);i!==void 0&&Xs(this.prototype,e,i)}}static getPropertyDescriptor(e,t,s){let{get:i,set:o}=en(this.prototype,e)??{get(){return this[t]},set(r){this[t]=r}};return{get:i,set(r){let l=i?.call(this);o?.call(this,r),this.requestUpdate(e,l,s)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??Ge}static _$Ei(){if(this.hasOwnProperty(W("elementProperties")))return;let e=nn(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(W("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(W("properties"))){let t=this.properties,s=[...tn(t),...sn(t)];for(let i of s)this.createProperty(i,t[i])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[s,i]of t)this.elementProperties.set(s,i)}this._$Eh=new Map;for(let[t,s]of this.elementProperties){let i=this._$Eu(t,s);i!==void 0&&this._$Eh.set(i,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let s=new Set(e.flat(1/0).reverse());for(let i of s)t.unshift(Ae(i))}else e!==void 0&&t.push(Ae(e));return t}static _$Eu(e,t){let s=t.attribute;return s===!1?void 0:typeof s=="string"?s:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let s of t.keys())this.hasOwnProperty(s)&&(e.set(s,this[s]),delete this[s]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return je(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,s){this._$AK(e,s)}_$ET(e,t){let s=this.constructor.elementProperties.get(e),i=this.constructor._$Eu(e,s);if(i!==void 0&&s.reflect===!0){let o=(s.converter?.toAttribute!==void 0?s.converter:Te).toAttribute(t,s.type);this._$Em=e,o==null?this.removeAttribute(i):this.setAttribute(i,o),this._$Em=null}}_$AK(e,t){let s=this.constructor,i=s._$Eh.get(e);if(i!==void 0&&this._$Em!==i){let o=s.getPropertyOptions(i),r=typeof o.converter=="function"?{fromAttribute:o.converter}:o.converter?.fromAttribute!==void 0?o.converter:Te;this._$Em=i;let l=r.fromAttribute(t,o.type);this[i]=l??this._$Ej?.get(i)??l,this._$Em=null}}requestUpdate(e,t,s,i=!1,o){if(e!==void 0){let r=this.constructor;if(i===!1&&(o=this[e]),s??=r.getPropertyOptions(e),!((s.hasChanged??Ke)(o,t)||s.useDefault&&s.reflect&&o===this._$Ej?.get(e)&&!this.hasAttribute(r._$Eu(e,s))))return;this.C(e,t,s)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:s,reflect:i,wrapped:o},r){s&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,r??t??this[e]),o!==!0||r!==void 0)||(this._$AL.has(e)||(this.hasUpdated||s||(t=void 0),this._$AL.set(e,t)),i===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[i,o]of this._$Ep)this[i]=o;this._$Ep=void 0}let s=this.constructor.elementProperties;if(s.size>0)for(let[i,o]of s){let{wrapped:r}=o,l=this[i];r!==!0||this._$AL.has(i)||l===void 0||this.C(i,void 0,o,l)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(s=>s.hostUpdate?.()),this.update(t)):this._$EM()}catch(s){throw e=!1,this._$EM(),s}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};E.elementStyles=[],E.shadowRootOptions={mode:"open"},E[W("elementProperties")]=new Map,E[W("finalized")]=new Map,rn?.({ReactiveElement:E}),(K.reactiveElementVersions??=[]).push("2.1.2");var Oe=globalThis,Qe=n=>n,Q=Oe.trustedTypes,Je=Q?Q.createPolicy("lit-html",{createHTML:n=>n}):void 0,Ce="$lit$",_=`lit$${Math.random().toFixed(9).slice(2)}$`,ke="?"+_,an=`<${ke}>`,C=document,z=()=>C.createComment(""),V=n=>n===null||typeof n!="object"&&typeof n!="function",Re=Array.isArray,nt=n=>Re(n)||typeof n?.[Symbol.iterator]=="function",Se=`[ 	
\f\r]`,B=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Ze=/-->/g,Xe=/>/g,S=RegExp(`>|${Se}(?:([^\\s"'>=/]+)(${Se}*=${Se}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),et=/'/g,tt=/"/g,it=/^(?:script|style|textarea|title)$/i,Ne=n=>(e,...t)=>({_$litType$:n,strings:e,values:t}),d=Ne(1),Zn=Ne(2),Xn=Ne(3),w=Symbol.for("lit-noChange"),c=Symbol.for("lit-nothing"),st=new WeakMap,O=C.createTreeWalker(C,129);function ot(n,e){if(!Re(n)||!n.hasOwnProperty("raw"))throw Error("invalid template strings array");return Je!==void 0?Je.createHTML(e):e}var rt=(n,e)=>{let t=n.length-1,s=[],i,o=e===2?"<svg>":e===3?"<math>":"",r=B;for(let l=0;l<t;l++){let a=n[l],u,f,h=-1,p=0;for(;p<a.length&&(r.lastIndex=p,f=r.exec(a),f!==null);)p=r.lastIndex,r===B?f[1]==="!--"?r=Ze:f[1]!==void 0?r=Xe:f[2]!==void 0?(it.test(f[2])&&(i=RegExp("</"+f[2],"g")),r=S):f[3]!==void 0&&(r=S):r===S?f[0]===">"?(r=i??B,h=-1):f[1]===void 0?h=-2:(h=r.lastIndex-f[2].length,u=f[1],r=f[3]===void 0?S:f[3]==='"'?tt:et):r===tt||r===et?r=S:r===Ze||r===Xe?r=B:(r=S,i=void 0);let m=r===S&&n[l+1].startsWith("/>")?" ":"";o+=r===B?a+an:h>=0?(s.push(u),a.slice(0,h)+Ce+a.slice(h)+_+m):a+_+(h===-2?l:m)}return[ot(n,o+(n[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),s]},F=class n{constructor({strings:e,_$litType$:t},s){let i;this.parts=[];let o=0,r=0,l=e.length-1,a=this.parts,[u,f]=rt(e,t);if(this.el=n.createElement(u,s),O.currentNode=this.el.content,t===2||t===3){let h=this.el.content.firstChild;h.replaceWith(...h.childNodes)}for(;(i=O.nextNode())!==null&&a.length<l;){if(i.nodeType===1){if(i.hasAttributes())for(let h of i.getAttributeNames())if(h.endsWith(Ce)){let p=f[r++],m=i.getAttribute(h).split(_),g=/([.?@])?(.*)/.exec(p);a.push({type:1,index:o,name:g[2],strings:m,ctor:g[1]==="."?Z:g[1]==="?"?X:g[1]==="@"?ee:R}),i.removeAttribute(h)}else h.startsWith(_)&&(a.push({type:6,index:o}),i.removeAttribute(h));if(it.test(i.tagName)){let h=i.textContent.split(_),p=h.length-1;if(p>0){i.textContent=Q?Q.emptyScript:"";for(let m=0;m<p;m++)i.append(h[m],z()),O.nextNode(),a.push({type:2,index:++o});i.append(h[p],z())}}}else if(i.nodeType===8)if(i.data===ke)a.push({type:2,index:o});else{let h=-1;for(;(h=i.data.indexOf(_,h+1))!==-1;)a.push({type:7,index:o}),h+=_.length-1}o++}}static createElement(e,t){let s=C.createElement("template");return s.innerHTML=e,s}};function k(n,e,t=n,s){if(e===w)return e;let i=s!==void 0?t._$Co?.[s]:t._$Cl,o=V(e)?void 0:e._$litDirective$;return i?.constructor!==o&&(i?._$AO?.(!1),o===void 0?i=void 0:(i=new o(n),i._$AT(n,t,s)),s!==void 0?(t._$Co??=[])[s]=i:t._$Cl=i),i!==void 0&&(e=k(n,i._$AS(n,e.values),i,s)),e}var J=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:s}=this._$AD,i=(e?.creationScope??C).importNode(t,!0);O.currentNode=i;let o=O.nextNode(),r=0,l=0,a=s[0];for(;a!==void 0;){if(r===a.index){let u;a.type===2?u=new M(o,o.nextSibling,this,e):a.type===1?u=new a.ctor(o,a.name,a.strings,this,e):a.type===6&&(u=new te(o,this,e)),this._$AV.push(u),a=s[++l]}r!==a?.index&&(o=O.nextNode(),r++)}return O.currentNode=C,i}p(e){let t=0;for(let s of this._$AV)s!==void 0&&(s.strings!==void 0?(s._$AI(e,s,t),t+=s.strings.length-2):s._$AI(e[t])),t++}},M=class n{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,s,i){this.type=2,this._$AH=c,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=s,this.options=i,this._$Cv=i?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=k(this,e,t),V(e)?e===c||e==null||e===""?(this._$AH!==c&&this._$AR(),this._$AH=c):e!==this._$AH&&e!==w&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):nt(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==c&&V(this._$AH)?this._$AA.nextSibling.data=e:this.T(C.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:s}=e,i=typeof s=="number"?this._$AC(e):(s.el===void 0&&(s.el=F.createElement(ot(s.h,s.h[0]),this.options)),s);if(this._$AH?._$AD===i)this._$AH.p(t);else{let o=new J(i,this),r=o.u(this.options);o.p(t),this.T(r),this._$AH=o}}_$AC(e){let t=st.get(e.strings);return t===void 0&&st.set(e.strings,t=new F(e)),t}k(e){Re(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,s,i=0;for(let o of e)i===t.length?t.push(s=new n(this.O(z()),this.O(z()),this,this.options)):s=t[i],s._$AI(o),i++;i<t.length&&(this._$AR(s&&s._$AB.nextSibling,i),t.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let s=Qe(e).nextSibling;Qe(e).remove(),e=s}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},R=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,s,i,o){this.type=1,this._$AH=c,this._$AN=void 0,this.element=e,this.name=t,this._$AM=i,this.options=o,s.length>2||s[0]!==""||s[1]!==""?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=c}_$AI(e,t=this,s,i){let o=this.strings,r=!1;if(o===void 0)e=k(this,e,t,0),r=!V(e)||e!==this._$AH&&e!==w,r&&(this._$AH=e);else{let l=e,a,u;for(e=o[0],a=0;a<o.length-1;a++)u=k(this,l[s+a],t,a),u===w&&(u=this._$AH[a]),r||=!V(u)||u!==this._$AH[a],u===c?e=c:e!==c&&(e+=(u??"")+o[a+1]),this._$AH[a]=u}r&&!i&&this.j(e)}j(e){e===c?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},Z=class extends R{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===c?void 0:e}},X=class extends R{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==c)}},ee=class extends R{constructor(e,t,s,i,o){super(e,t,s,i,o),this.type=5}_$AI(e,t=this){if((e=k(this,e,t,0)??c)===w)return;let s=this._$AH,i=e===c&&s!==c||e.capture!==s.capture||e.once!==s.once||e.passive!==s.passive,o=e!==c&&(s===c||i);i&&this.element.removeEventListener(this.name,this,s),o&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},te=class{constructor(e,t,s){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(e){k(this,e)}},at={M:Ce,P:_,A:ke,C:1,L:rt,R:J,D:nt,V:k,I:M,H:R,N:X,U:ee,B:Z,F:te},ln=Oe.litHtmlPolyfillSupport;ln?.(F,M),(Oe.litHtmlVersions??=[]).push("3.3.3");var lt=(n,e,t)=>{let s=t?.renderBefore??e,i=s._$litPart$;if(i===void 0){let o=t?.renderBefore??null;s._$litPart$=i=new M(e.insertBefore(z(),o),o,void 0,t??{})}return i._$AI(n),i};var Le=globalThis,A=class extends E{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=lt(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return w}};A._$litElement$=!0,A.finalized=!0,Le.litElementHydrateSupport?.({LitElement:A});var dn=Le.litElementPolyfillSupport;dn?.({LitElement:A});(Le.litElementVersions??=[]).push("4.2.2");var x={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},se=n=>(...e)=>({_$litDirective$:n,values:e}),D=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,s){this._$Ct=e,this._$AM=t,this._$Ci=s}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:cn}=at,dt=n=>n;var ht=n=>n.strings===void 0,ct=()=>document.createComment(""),U=(n,e,t)=>{let s=n._$AA.parentNode,i=e===void 0?n._$AB:e._$AA;if(t===void 0){let o=s.insertBefore(ct(),i),r=s.insertBefore(ct(),i);t=new cn(o,r,n,n.options)}else{let o=t._$AB.nextSibling,r=t._$AM,l=r!==n;if(l){let a;t._$AQ?.(n),t._$AM=n,t._$AP!==void 0&&(a=n._$AU)!==r._$AU&&t._$AP(a)}if(o!==i||l){let a=t._$AA;for(;a!==o;){let u=dt(a).nextSibling;dt(s).insertBefore(a,i),a=u}}}return t},T=(n,e,t=n)=>(n._$AI(e,t),n),hn={},ne=(n,e=hn)=>n._$AH=e,ut=n=>n._$AH,ie=n=>{n._$AR(),n._$AA.remove()};var pt=se(class extends D{constructor(n){if(super(n),n.type!==x.PROPERTY&&n.type!==x.ATTRIBUTE&&n.type!==x.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!ht(n))throw Error("`live` bindings can only contain a single expression")}render(n){return n}update(n,[e]){if(e===w||e===c)return e;let t=n.element,s=n.name;if(n.type===x.PROPERTY){if(e===t[s])return w}else if(n.type===x.BOOLEAN_ATTRIBUTE){if(!!e===t.hasAttribute(s))return w}else if(n.type===x.ATTRIBUTE&&t.getAttribute(s)===e+"")return w;return ne(n),e}});var mt=(n,e,t)=>{let s=new Map;for(let i=e;i<=t;i++)s.set(n[i],i);return s},ft=se(class extends D{constructor(n){if(super(n),n.type!==x.CHILD)throw Error("repeat() can only be used in text expressions")}dt(n,e,t){let s;t===void 0?t=e:e!==void 0&&(s=e);let i=[],o=[],r=0;for(let l of n)i[r]=s?s(l,r):r,o[r]=t(l,r),r++;return{values:o,keys:i}}render(n,e,t){return this.dt(n,e,t).values}update(n,[e,t,s]){let i=ut(n),{values:o,keys:r}=this.dt(e,t,s);if(!Array.isArray(i))return this.ut=r,o;let l=this.ut??=[],a=[],u,f,h=0,p=i.length-1,m=0,g=o.length-1;for(;h<=p&&m<=g;)if(i[h]===null)h++;else if(i[p]===null)p--;else if(l[h]===r[m])a[m]=T(i[h],o[m]),h++,m++;else if(l[p]===r[g])a[g]=T(i[p],o[g]),p--,g--;else if(l[h]===r[g])a[g]=T(i[h],o[g]),U(n,a[g+1],i[h]),h++,g--;else if(l[p]===r[m])a[m]=T(i[p],o[m]),U(n,i[h],i[p]),p--,m++;else if(u===void 0&&(u=mt(r,m,g),f=mt(l,h,p)),u.has(l[h]))if(u.has(l[p])){let $=f.get(r[m]),_e=$!==void 0?i[$]:null;if(_e===null){let Fe=U(n,i[h]);T(Fe,o[m]),a[m]=Fe}else a[m]=T(_e,o[m]),U(n,i[h],_e),i[$]=null;m++}else ie(i[p]),p--;else ie(i[h]),h++;for(;m<=g;){let $=U(n,a[g+1]);T($,o[m]),a[m++]=$}for(;h<=p;){let $=i[h++];$!==null&&ie($)}return this.ut=r,ne(n,a),w}});var un=/[^\s<>"\u00ab\u00bb]+/gu,pn=/^(?:[([{*_\u2018\u201c]|\p{L}{1,2}['\u2019])*/u,mn=".,;:!?\u2026'\u2019\u201D)]}*_",fn=/^https?:\/\//i,gn=/^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/u,vn=/^(?:[\p{L}\p{N}][\p{L}\p{N}-]*\.)+(?:fr|org|com|net|eu|info|bzh)(?:[/?#][^@]*)?$/u;function vt(n){let e=[],t=0;for(let{0:s,index:i}of n.matchAll(un)){let o=i+(pn.exec(s)?.[0].length??0),r=i+s.length;for(;r>o&&mn.includes(n.charAt(r-1));)r-=1;let l=n.slice(o,r),a=wn(l);a!==null&&(o>t&&e.push({text:n.slice(t,o),href:null}),e.push({text:l,href:a}),t=r)}return t<n.length&&e.push({text:n.slice(t),href:null}),e}function wn(n){return fn.test(n)?gt(n):gn.test(n)?`mailto:${n}`:vn.test(n)?gt(`https://${n}`):null}function gt(n){try{let e=new URL(n);return/^https?:$/.test(e.protocol)&&e.username===""&&e.password===""?e.href:null}catch{return null}}function b(n){return n.replace(/ (?=[:;!?\u00bb%\u20ac](?:\s|$|[.,)]))/g,"\xA0").replace(/\u00ab /g,"\xAB\xA0").replace(/(?<=\d|\d[ \u00a0]h) (?=\d|(?:h|km|min|mois|ans?|euros?|heures?|jours?|semaines?)(?!\p{L}))/gu,"\xA0")}function wt(n){return n.replace(/(?<![\w+.])(?:\+33 ?|0)([1-9]) ?(\d\d) ?(\d\d) ?(\d\d) ?(\d\d)(?!\w)/g,"0$1 $2 $3 $4 $5")}var bt="Assistant";var yt="programme, pas une personne",$t="\xC9crire \xE0 l'assistant",Et="Fermer la discussion",_t="Conversation avec l'assistant",xt="Discussion avec l'assistant, un programme",N="Assistant : ",At="Une personne de l'\xE9quipe",Tt="Une personne de l'\xE9quipe : ",oe="Vous : ",St="R\xE9ponses propos\xE9es",Ot="Question en attente : ",Ct="Votre message",kt="Votre message",Rt="Entr\xE9e pour envoyer, Maj + Entr\xE9e pour aller \xE0 la ligne.",Nt="Envoyer",Lt="R\xE9essayer",re=" (nouvelle fen\xEAtre)",Pt="Menu",It="Options de la discussion",Mt={label:"Relire ce qui est gard\xE9 sur moi",says:"mes donn\xE9es"},Dt={label:"Continuer sur un autre appareil",says:"code de reprise"},Ut={label:"Parler \xE0 un humain",says:"parler \xE0 un humain"},Ht={label:"Tout supprimer",says:"supprimer"},Wt="Notice d'information",Bt="T\xE9l\xE9charger mes donn\xE9es",zt="T\xE9l\xE9charger la conversation",Vt="mes-donnees.txt",Ft="conversation.txt",qt="Mes donn\xE9es",jt="Conversation avec l'assistant des candidates et candidats",Yt="Copier le code",Gt="Copier le re\xE7u",Pe="Copi\xE9.",Kt="Votre navigateur n'a pas permis de copier. S\xE9lectionnez le texte dans la conversation.",Qt="Imprimer mes notes",Jt="J'ai un code de reprise",Zt="Votre code de reprise",Xt="8 lettres et chiffres, par exemple ABCD-EF23. Le code sert une fois.",es="Un code de reprise a 8 lettres et chiffres. V\xE9rifiez celui que vous avez recopi\xE9.",ts="Reprendre",ss="Annuler",ns=n=>`reprendre code ${n}`,is=n=>`${n} : relu plus bas, \xE0 jour.`,os="Contest\xE9 : un recruteur ne lit pas ce passage comme surlign\xE9.",rs="Annuler",as="Vos mots seront retir\xE9s dans 10 secondes. \xAB Annuler \xBB les garde.",q="Mes notes",ls="Vos notes arrivent\u2026",ae="Inscription",ds="Imprimer, ou enregistrer en PDF",cs="Votre navigateur a emp\xEAch\xE9 l'ouverture d'un onglet. Autorisez les fen\xEAtres de ce site, ou \xE9crivez \xAB mes donn\xE9es \xBB ici.",hs="La discussion s'ouvre\u2026",us="L'assistant se r\xE9veille\u2026 Encore quelques secondes : rien n'est perdu.",ps="Je r\xE9fl\xE9chis\u2026",ms="La r\xE9ponse prend plus de temps que d'habitude. Elle arrive, rien n'est perdu.",le="message non conserv\xE9 (avant votre accord)",de="r\xE9ponse retir\xE9e, comme vous l'avez demand\xE9",fs="Non envoy\xE9",gs="Refus\xE9",vs="Votre conversation est reprise ici.",ws="Vous semblez hors connexion. Vous pouvez continuer \xE0 \xE9crire : vos messages partiront au retour de la connexion.",bs="Je n'arrive pas \xE0 joindre le service. V\xE9rifiez votre connexion, puis r\xE9essayez.",ys="Ce site n'est pas autoris\xE9 \xE0 montrer l'assistant : ce n'est pas votre connexion. Pr\xE9venez la personne qui tient ce site.",y="Le service ne r\xE9pond pas comme pr\xE9vu. R\xE9essayez dans un moment : rien n'est perdu.",$s="La r\xE9ponse n'est pas arriv\xE9e \xE0 temps. Vous pouvez r\xE9essayer : votre message ne sera pas compt\xE9 deux fois.",Es="Un message n'est pas parti avant la fermeture de la page.",_s="Votre session n'\xE9tait plus valable : une nouvelle conversation a commenc\xE9. Votre message n'est pas parti ; \xAB R\xE9essayer \xBB l'envoie ici.";function xs(n){return n>=0?n===1?"Il reste 1 caract\xE8re.":`Il reste ${n} caract\xE8res.`:`Message trop long : ${-n} ${n===-1?"caract\xE8re":"caract\xE8res"} de trop. Raccourcissez-le, ou envoyez-le en deux fois.`}function As(n){return n<0?"Message trop long. Raccourcissez-le, ou envoyez-le en deux fois.":`Il reste moins de ${[100,300,600].find(e=>n<e)??1e3} caract\xE8res.`}function Ts(n){return`Conversation retrouv\xE9e : ${n} messages.`}function ce(n){return n===1?"1 nouveau message":`${n} nouveaux messages`}function Os({title:n}){return d`<p class="text older"><span class="hidden">${N}</span>${is(n)}</p>`}function Cs(n,e){let t=i=>{let o=e.isHeld(i);return d`<button class="act" type="button" @click=${()=>e.act(i)}>
      ${o?rs:i.label}<span class="hidden">${" \u2013 "}${o?i.label:c} ${i.about}</span>
    </button>`},s=n.actions.find(i=>e.isHeld(i));return d`<div class="text card" role="group" aria-label=${n.title}>
    <h3><span class="hidden">${N}</span>${n.title}</h3>
    ${n.question?d`<p class="question">${b(n.question)}</p>`:c}
    ${n.rows.length?d`<dl>
          ${n.rows.map(({label:i,text:o,actions:r})=>d`<div class=${r.length?"field":"words"}>
              <dt>${i}</dt>
              <dd>${r.length?b(o):o}</dd>
              ${r.length?d`<dd class="acts">${r.map(t)}</dd>`:c}
            </div>`)}
        </dl>`:c}
    ${n.passages.length?d`<h4>${n.passages_title}</h4>
          <ul>
            ${n.passages.map(({text:i,label:o,struck:r,actions:l})=>d`<li>
                ${r?d`<s>${Ss(i)}</s>`:d`<span class="passage">${Ss(i)}</span>`}
                <span class="shows">${r?os:b(o)}</span>
                ${l.map(t)}
              </li>`)}
          </ul>`:c}
    ${n.remarks.map(i=>d`<p class="remark">${b(i)}</p>`)}
    ${s?d`<p class="remark held">${as}</p>`:c}
    ${n.actions.length?d`<div class="acts">${n.actions.map(t)}</div>`:c}
  </div>`}function Ss(n){return b(`\xAB ${n} \xBB`)}var ks=I`
  .text.card {
    width: 100%;
    max-width: min(100%, 38em);
    white-space: normal;
  }

  .text.card + .text {
    margin-top: 0.6em;
  }

  .text.older {
    padding-block: 0.25em;
    color: var(--_muted);
  }

  .card :is(h3, h4, p, dl, dd, ul) {
    margin: 0;
  }

  .card :is(h3, dt) {
    font-size: 1em;
    font-weight: 600;
  }

  .card :is(h4, .question, .shows, .remark, .words dt) {
    font-size: 0.875em;
    color: var(--_muted);
  }

  .card h4 {
    margin-top: 0.8em;
    font-weight: 600;
  }

  .card .question {
    margin-bottom: 0.5em;
  }

  .card .field {
    display: grid;
    grid-template-columns: 7.5em 1fr auto;
    align-items: center;
    gap: 0 0.6em;
    border-top: 1px solid var(--_line);
  }

  .card .words dd {
    white-space: pre-wrap;
  }

  .card ul {
    padding: 0;
    list-style: none;
  }

  .card li {
    display: grid;
    grid-template-columns: 1fr auto;
    align-items: center;
    gap: 0 0.6em;
    padding-block: 0.35em;
    border-top: 1px solid var(--_line);
  }

  .card li > :is(s, .passage, .shows) {
    grid-column: 1;
  }

  .card li > .act {
    grid-area: 1 / 2 / span 2;
  }

  .card .remark {
    margin-top: 0.5em;
  }

  .card .held {
    color: var(--_text);
    font-weight: 600;
  }

  .card > .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    margin-top: 0.7em;
  }

  .act {
    min-height: 2.95em; /* fingers: 44 pixels */
    min-width: 2.95em;
    padding: 0.2em 0.7em;
    border: 1px solid var(--_field-line);
    border-radius: 0.5em;
    background: var(--_surface);
    color: var(--_accent);
    font-size: 0.9375em;
  }

  .card .field .act {
    margin-block: 0.3em;
  }

  .act:hover {
    background: var(--_user);
  }

  @media (max-width: 24em) {
    .card .field {
      grid-template-columns: 1fr auto;
    }

    .card .field dt {
      grid-column: 1;
      font-size: 0.875em;
    }

    .card .field dd {
      grid-column: 1;
    }

    .card .field .acts {
      grid-area: 1 / 2 / span 2;
    }
  }

  @media (forced-colors: active) {
    .act {
      color: ButtonText;
    }
  }

  @media print {
    .act {
      display: none;
    }
  }
`;var v=class extends Error{constructor(t,s){super(s);this.failure=t}failure},bn=65e3,yn=new Set([400,413,415]),$n="waking",En=1500,_n=60,xn=1e4,he=class{#e;#r;#n=!1;constructor(e,t){this.#e=e.replace(/\/+$/,""),this.#r=t}async openSession(e){let t=await this.#i("/session",null,e===null?{}:{token:e});if(typeof t.token!="string")throw new v("trouble",y);return{...Me(t),token:t.token}}async sendMessage(e,t,s){return Me(await this.#i("/messages",e,{id:t,text:s}))}async fetchNews(e,t){return Me(await this.#i(`/messages?after=${t}`,e))}async fetchNotes(e){let t=await this.#i("/notes",e);if(!Array.isArray(t.notes))throw new v("trouble",y);return t}async#i(e,t,s){let i={};t!==null&&(i.authorization=`Bearer ${t}`),s!==void 0&&(i["content-type"]="application/json");let o={method:s===void 0?"GET":"POST",headers:i,body:s===void 0?void 0:JSON.stringify(s)},r=1;try{for(;;r+=1){let l=await this.#s(e,o),a=await l.json().catch(()=>null);if(l.ok&&a!==null)return a;if(s===void 0||a?.error!==$n||r===_n){let u=typeof a?.message=="string"?a.message:y;throw new v(l.ok?"trouble":An(l.status),u)}this.#r(!0),await new Promise(u=>setTimeout(u,En))}}finally{r>1&&this.#r(!1)}}async#s(e,t){try{let s=await this.#t(`/webhooks/web${e}`,bn,t);return this.#n=!0,s}catch(s){throw s instanceof DOMException&&s.name==="TimeoutError"?new v("trouble",$s):await this.#o()?new v("blocked",ys):new v("network",bs)}}async#o(){return this.#n||this.#e===""?!1:this.#t("/health",xn,{mode:"no-cors"}).then(()=>!0,()=>!1)}#t(e,t,s){return fetch(this.#e+e,{...s,keepalive:s.method==="POST",credentials:"omit",cache:"no-store",referrerPolicy:"no-referrer",signal:AbortSignal.timeout(t)})}};function Me(n){if(!Array.isArray(n.messages)||typeof n.cursor!="number")throw new v("trouble",y);return n}function An(n){return n===401?"session":yn.has(n)?"refused":"trouble"}var Rs="conseiller-bot",pe=class{#e;constructor(e){this.#e=e===""?Rs:`${Rs} ${e}`}async alone(e){let t=navigator.locks;await(t===void 0?e():t.request(this.#e,e))}readToken(){return ue(()=>localStorage.getItem(this.#e))??null}writeToken(e){ue(()=>localStorage.setItem(this.#e,e))}readTab(){let e=ue(()=>JSON.parse(sessionStorage.getItem(this.#e)??"{}"));return{draft:"",unsent:[],unkeptWords:{},...e}}writeTab(e){let t=e.draft===""&&e.unsent.length===0&&Object.keys(e.unkeptWords).length===0;ue(()=>t?sessionStorage.removeItem(this.#e):sessionStorage.setItem(this.#e,JSON.stringify(e)))}};function ue(n){try{return n()}catch{return}}var Tn=2e3,Sn=8e3,On=1e4,Cn=/effac|supprim|retir/i,kn="\u2022\u2022\u2022\u2022-\u2022\u2022\u2022\u2022",fe=class n{entries=[];draft="";opening=!1;delivering=!1;answering=!1;patience="short";waking=!1;found=null;isNew=!1;offline=!navigator.onLine;trouble=null;prefilled=!1;#e=new Map;#r=new Map;#n=null;#i;#s;#o=new Set;#t=null;#l=0;#d=new Map;#m=null;#h=[];#p=new Set;static#x=new Map;static with(e){let t=n.#x.get(e),s=t??new n(e);return t===void 0&&n.#x.set(e,s),s}constructor(e){this.#i=new he(e,s=>this.#D(s)),this.#s=new pe(e);let t=this.#s.readTab();this.draft=t.draft,this.entries=t.unsent.map(({key:s,text:i})=>Ns(s,i,"failed")),this.#d=new Map(Object.entries(t.unkeptWords).map(([s,i])=>[Number(s),i])),window.addEventListener("pagehide",this.#g),document.addEventListener("visibilitychange",()=>{document.visibilityState==="hidden"&&this.#g()})}watch(e){this.#o.add(e)}unwatch(e){this.#o.delete(e)}#a(){for(let e of this.#o)e()}get isOpen(){return this.#t!==null}get#A(){if(this.answering)return[];let e=({from:t,delivery:s,aside:i})=>t==="user"&&s==="sent"&&!i;return this.entries.slice(this.entries.findLastIndex(e)+1).filter(({from:t})=>t==="bot")}get offered(){return this.#A.findLast(({buttons:e})=>e.length>0)??null}get question(){let e=({text:t,person:s,aside:i})=>!s&&!i&&t?.includes("?")===!0;return this.offered??this.#A.findLast(e)??null}open(){return this.#m??=this.#s.alone(()=>this.#R()).finally(()=>this.#m=null),this.#m}async#R(){let e=this.#s.readToken();this.opening=!0,this.isNew=e===null,this.trouble=null,this.#a();try{let t=await this.#i.openSession(e);this.#E(),(t.token!==e||(this.#t??t.token)!==t.token)&&this.#T(),this.#t=t.token,this.#s.writeToken(t.token),this.#f(t),t.token===e&&(this.found={count:t.messages.length,byCode:!1}),this.entries.some(me)&&(this.trouble={sentence:Es,canRetry:!0})}catch(t){this.#k(t)}finally{this.opening=!1,this.#a()}}#T(){this.#d.clear(),this.#e.clear(),this.entries=this.entries.filter(me),this.#l=0}cardsOf(e){return e.shows.flatMap(t=>{let s=this.#e.get(t),i=this.entries.findLast(({shows:o})=>o.includes(t))!==e;return s===void 0?[]:[{card:s,isOlder:i}]})}act=e=>{if(this.isHeld(e))this.#S(),this.#a();else if(e.holds)this.#g(),this.#n={says:e.says,timer:setTimeout(this.#g,On)},this.#a();else{let t=this.send(e.says);e.draft!==void 0&&this.#r.set(t,e.draft)}};isHeld=e=>this.#n?.says===e.says;#S(){let e=this.#n?.says??null;return clearTimeout(this.#n?.timer),this.#n=null,e}#g=()=>{let e=this.#S();e!==null&&this.send(e)};send(e){this.#g();let t=this.entries.at(-1),s=t?.delivery==="failed"&&t.text===e,i=s?t.key:crypto.randomUUID?.()??Nn();return s||this.entries.push(Ns(i,e,"waiting")),this.retry(),i}retry(){for(let e of this.entries)e.delivery==="failed"&&(e.delivery="waiting");this.trouble=null,this.#u(),this.#a(),this.#N()}keepDraft(e){this.draft=e,this.#u(),this.#a()}async fetchNotes(){if(this.#t===null&&await this.open(),this.#t===null)throw new v("trouble",this.trouble?.sentence??y);return this.#i.fetchNotes(this.#t)}complain(e){this.trouble={sentence:e,canRetry:!1},this.#a()}async catchUp(){this.delivering||await this.#b(this.#l)}async refresh(){this.delivering||await this.#b(0)}connectionLost(){this.offline=!0,this.#a()}async connectionBack(){this.offline=!1,this.trouble?.isConnection?this.retry():this.isOpen?await this.refresh():await this.open(),this.#a()}async#N(){if(this.#t===null&&this.delivering)return;this.delivering=!0,this.#t===null&&await this.open();let e=this.#t;e===null&&this.#O();let t=this.entries.filter(s=>s.delivery==="waiting"&&!this.#p.has(s));for(let s of t)this.#p.add(s);for(let s of t)e!==null&&e===this.#t&&s.delivery==="waiting"&&await this.#L(s,e),this.#p.delete(s);this.delivering=this.#p.size>0,this.#a()}async#L(e,t){this.#v(!0);try{let s=await this.#i.sendMessage(t,e.key,e.text??"");if(this.#E(),e.delivery="sent",e.aside=s.messages.length>0&&s.messages.every(({aside:o})=>o),s.elsewhere){this.#v(!1),await this.#I();return}e.position=Math.min(...s.messages.map(({id:o})=>o),1/0)-.5,Number.isFinite(e.position)||(e.position=this.#l+.5),this.#y(s),this.#P(e.key),this.#u(),this.#v(this.#p.size>1);let i=s.messages.some(({text:o})=>Cn.test(o??""));await this.#b(i?0:this.#l)}catch(s){this.#v(this.#p.size>1),await this.#M(e,s)}}#P(e){let t=this.#r.get(e);this.#r.delete(e),!(t===void 0||this.draft!=="")&&(this.draft=t,this.prefilled=!0)}async#I(){this.opening=!0,this.isNew=!1,this.#T(),this.#a(),await this.#b(0),this.opening=!1,this.found={count:this.entries.length,byCode:!0}}async#M(e,t){let s=t instanceof v?t.failure:"trouble";s==="refused"?(e.delivery="refused",e.position=this.#l+.5,this.trouble={sentence:t.message,canRetry:!1}):(this.#O(),s==="session"?(await this.open(),this.#t!==null&&(this.trouble={sentence:_s,canRetry:!0})):this.#k(t)),this.#u()}#O(){for(let e of this.entries)e.delivery==="waiting"&&(e.delivery="failed")}async#b(e){let t=this.#t;if(t!==null){try{let s=await this.#i.fetchNews(t,e);if(t!==this.#t)return;this.#E(),e===0?this.#f(s):this.#c(s)}catch(s){s instanceof v&&s.failure==="session"?await this.open():s instanceof v&&s.failure==="network"&&(this.offline=!0)}this.#a()}}#c(e){this.#y(e),this.#l=Math.max(this.#l,e.cursor),this.#u()}#f(e){let t=new Set(e.messages.map(({id:o})=>o)),s=o=>o!==null&&!t.has(o),i=this.entries.some(({id:o})=>s(o))||[...this.#d.keys()].some(s);this.#y(e,!0),i&&this.#d.clear(),this.entries=this.entries.filter(o=>!s(o.id)&&(o.id!==null||me(o))),this.#l=Math.max(this.#l,e.cursor),this.#u()}#y({messages:e,cards:t={}},s=!1){for(let[o,r]of Object.entries(t))this.#e.set(o,r);let i=new Map(this.entries.map(o=>[o.id??o.key,o]));for(let o of e){let r=i.get(o.id)??i.get(o.message_id??"");r===void 0?this.entries.push(Rn(o,this.#d.get(o.id))):this.#C(r,o,s)}this.entries.sort((o,r)=>o.position===r.position?0:o.position-r.position)}#C(e,t,s){e.id=e.position=t.id,e.delivery="sent",e.at=t.at,e.aside=t.aside===!0,e.withdrawn=t.withdrawn===!0,e.withdrawn?(e.text=null,this.#d.delete(t.id)):t.text?s&&!t.text.includes(kn)&&(e.text=t.text):e.text&&this.#d.set(t.id,e.text)}#E(){this.offline=!1}#k(e){if(e instanceof v){let t=e.failure==="network";t&&(this.offline=!navigator.onLine),this.trouble={sentence:e.message,canRetry:e.failure!=="refused",isConnection:t}}else this.trouble={sentence:y,canRetry:!0}}#D(e){this.waking!==e&&(this.waking=e,this.#a())}#v(e){this.#h.forEach(clearTimeout),this.#h=[],this.answering=e,this.patience="short",e&&(this.#h=[this.#$("thinking",Tn),this.#$("slow",Sn)]),this.#a()}#$(e,t){return setTimeout(()=>{this.patience=e,this.#a()},t)}#u(){let e=this.entries.filter(me).map(({key:t,text:s})=>({key:t,text:s??""}));this.#s.writeTab({draft:this.draft,unsent:e,unkeptWords:Object.fromEntries(this.#d)})}};function Ns(n,e,t){return{...{from:"user",person:!1,shows:[],buttons:[],withdrawn:!1,aside:!1},key:n,text:e,delivery:t,id:null,position:1/0,at:Date.now()/1e3}}function Rn(n,e){let{id:t,from:s,at:i,withdrawn:o=!1}=n;return{key:`server-${t}`,from:s,at:i,withdrawn:o,person:n.person===!0,aside:n.aside===!0,shows:n.shows??[],buttons:s==="bot"?n.buttons??[]:[],text:n.text||(o?null:e??null),id:t,position:t,delivery:"sent"}}function me(n){return n.delivery==="waiting"||n.delivery==="failed"}function Nn(){return Array.from(crypto.getRandomValues(new Uint8Array(16)),n=>n.toString(16).padStart(2,"0")).join("")}var Ln=new Intl.DateTimeFormat("fr-FR",{hour:"2-digit",minute:"2-digit"}),Pn=new Intl.DateTimeFormat("fr-FR",{weekday:"long",day:"numeric",month:"long"}),Ls=new Intl.DateTimeFormat("fr-FR",{weekday:"long",day:"numeric",month:"long",year:"numeric"});function ge(n){return Ln.format(n*1e3)}function P(n){let e=new Date(n*1e3),t=s=>String(s).padStart(2,"0");return`${e.getFullYear()}-${t(e.getMonth()+1)}-${t(e.getDate())}`}function ve(n,e=!1){if(e)return Ls.format(n*1e3);let t=new Date,s=new Date(t.getFullYear(),t.getMonth(),t.getDate()-1),i=P(n);return i===P(t.getTime()/1e3)?"aujourd'hui":i===P(s.getTime()/1e3)?"hier":(i.startsWith(`${t.getFullYear()}-`)?Pn:Ls).format(n*1e3)}var In=/\bEFF-\d{8}-[0-9A-F]{8}\b/,Mn=/(?<![\w-])[A-Z2-9]{4}-[A-Z2-9]{4}(?![\w-])/;function De({from:n,text:e}){if(n!=="bot"||e===null)return null;let t=In.exec(e)?.[0];if(t!==void 0)return{label:Gt,value:t};let s=/code de reprise/i.test(e)?Mn.exec(e)?.[0]:void 0;return s===void 0?null:{label:Yt,value:s}}function Ps(n){let e=new Map;for(let t of n){let s=De(t);s!==null&&e.set(s.label,s)}return[...e.values()]}async function Is(n){try{return await navigator.clipboard.writeText(n),!0}catch{return!1}}function Ms(n){let e=[jt],t="";for(let{from:s,person:i,text:o,withdrawn:r,at:l}of n){let a=ve(l,!0);a!==t&&e.push(a),t=a;let u=i?Tt:s==="bot"?N:oe;e.push(`${ge(l)} ${u}${o??`(${r?de:le})`}`)}return`${e.join(`

`)}
`}function Ds({introduction:n,registration:e,notes:t}){let s=[qt,n];e.length>0&&s.push(ae.toUpperCase(),e.map(([i,o])=>`${i} : ${o}`).join(`
`));for(let{title:i,question:o,answers:r,quotes_title:l,quotes:a,remarks:u,comments:f}of t){s.push(i.toUpperCase(),o);for(let[h,p]of[...r,...f])s.push(`${h} :
${p}`);a.length>0&&s.push(l,a.map(([h,p])=>`\xAB ${h} \xBB : ${p}`).join(`
`)),s.push(...u)}return`${s.join(`

`)}
`}function Ue(n,e){let t=URL.createObjectURL(new Blob([e],{type:"text/plain;charset=utf-8"})),s=document.createElement("a");s.href=t,s.download=n,s.click(),setTimeout(()=>URL.revokeObjectURL(t),6e4)}function Us(n,e,t){let s=(o,r)=>d`<li><button class="plain item" type="button" @click=${r}>${o}</button></li>`,i=({label:o,says:r})=>s(o,()=>n.say(r));return d`<ul aria-label=${It} @keydown=${Dn}>
    ${t.map(o=>s(`${o.label} ${o.value}`,()=>n.copy(o)))} ${i(Mt)}
    ${s(Bt,n.downloadData)} ${s(Qt,n.printNotes)}
    ${s(zt,n.downloadTranscript)} ${i(Dt)}
    ${s(Jt,n.askForCode)} ${i(Ut)}
    <li>
      <a class="plain item" href=${e} target="_blank" rel="noopener noreferrer" @click=${n.close}
        >${Wt}<span class="hidden">${re}</span></a
      >
    </li>
    ${i(Ht)}
  </ul>`}function Hs(n,e,t){return d`<form class="code" novalidate @submit=${e}>
    <label for="code">${Zt}</label>
    <input
      id="code"
      autocomplete="off"
      autocapitalize="characters"
      spellcheck="false"
      aria-describedby="code-hint"
      aria-invalid=${n}
    />
    <p id="code-hint" class="hint" role=${n?"alert":c}>${n?es:Xt}</p>
    <button class="filled" type="submit">${ts}</button>
    <button class="plain" type="button" @click=${t}>${ss}</button>
  </form>`}function Dn(n){let e=[...n.currentTarget.querySelectorAll(".item")],t=e.indexOf(n.target),s={ArrowDown:t+1,ArrowUp:t-1+e.length,Home:0,End:e.length-1}[n.key];s!==void 0&&(n.preventDefault(),e[s%e.length]?.focus())}var Un=`
:root { color-scheme: light; }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; background: #fff; color: #1b2430; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; }
h2 { margin: 2rem 0 0.5rem; font-size: 1.2rem; }
h3 { margin: 1rem 0 0.25rem; font-size: 1rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.3rem 1.5rem; margin: 0; }
dt { font-weight: 600; }
dd { margin: 0; }
blockquote { margin: 0.25rem 0; padding-left: 1rem; border-left: 3px solid #6b7889; white-space: pre-wrap; }
ul { margin: 0; padding-left: 1.25rem; }
button { min-height: 2.75rem; padding: 0.4rem 1.1rem; border: 1px solid; border-radius: 0.4rem; background: #1c4f91; color: #fff; font: inherit; font-weight: 600; cursor: pointer; }
:focus-visible { outline: 3px solid #1c4f91; outline-offset: 2px; }
@media (max-width: 30rem) { dl { display: block; } dd { margin-bottom: 0.5rem; } }
@media print { button { display: none; } body { margin: 0; } h2, h3 { break-after: avoid; } blockquote, dl { break-inside: avoid-page; } }
`;function Ws(){let n=window.open("","_blank");if(n===null)return null;let{document:e}=n;e.documentElement.lang="fr",e.title=q;let t=new n.CSSStyleSheet;t.replaceSync(Un),e.adoptedStyleSheets=[t];let s=e.createElement("meta");return s.name="viewport",s.content="width=device-width, initial-scale=1",e.head.append(s),He(n,i=>{i("h1",q),i("p",ls)}),n}function Bs(n,e){He(n,t=>{t("h1",q),t("p",e).setAttribute("role","alert")})}function zs(n,{introduction:e,registration:t,notes:s}){He(n,i=>{if(i("h1",q),i("p",e),t.length!==0){i("button",ds).addEventListener("click",()=>n.print()),i("h2",ae),Hn(i,t);for(let{title:o,question:r,answers:l,quotes_title:a,quotes:u,remarks:f,comments:h}of s){i("h2",o),i("p",r);for(let[p,m]of[...l,...h])i("h3",p),i("blockquote",m);if(u.length>0){i("h3",a);let p=i("ul","");for(let[m,g]of u)i("li",`\xAB ${m} \xBB : ${g}`,p)}for(let p of f)i("p",p)}}})}function He(n,e){let t=n.document,s=t.createElement("main");e((i,o,r=s)=>{let l=t.createElement(i);return l.textContent=b(o),r.append(l),l}),t.body.replaceChildren(s)}function Hn(n,e){let t=n("dl","");for(let[s,i]of e)n("dt",s,t),n("dd",i,t)}var we=document.currentScript,Vs=Wn(we?.src??"");function Wn(n){if(n==="")return"";let{href:e}=new URL(".",n);return e===`${location.origin}/`?"":e}function Fs(n){if(we===null||we.dataset.manual!==void 0)return;let{theme:e,label:t}=we.dataset,s=()=>{if(document.querySelector(n)!==null)return;let i=document.createElement(n);e!==void 0&&i.setAttribute("theme",e),t!==void 0&&i.setAttribute("label",t),document.body.append(i)};document.readyState==="loading"?document.addEventListener("DOMContentLoaded",s,{once:!0}):s()}var ye=class{unseen=[];isQuestionAway=!1;#e;#r=null;#n=[];#i=null;#s=new Set;#o=0;#t=0;#l=new ResizeObserver(()=>this.#p());constructor(e){this.#e=e}follow(e,t,s){if(e!==this.#r&&(this.#l.disconnect(),e!==null&&this.#l.observe(e),this.#s.clear()),this.#r=e,this.#n=t,this.#i=s,e===null)return;let i=this.#o===0||!t.some(({key:a})=>this.#s.has(a));i&&this.#s.size>0&&(this.#o=0);let o=i?this.#m():t.findIndex(({key:a})=>!this.#s.has(a)),r=t.findLast(({key:a})=>!this.#s.has(a))?.delivery==="waiting";this.#s=new Set(t.map(({key:a})=>a));let l=this.#d(e);i||o>=0&&l&&!r?this.#h(o):(r||l)&&this.#h(-1),this.look()}look=()=>{let e=this.#r;if(e===null)return;this.#t=be(e);let{top:t,bottom:s}=e.getBoundingClientRect(),i=e.querySelectorAll(".message");for(let u=this.#n.length-1;u>=0&&s>t;u-=1){let{id:f}=this.#n[u];if(f!==null){if(f<=this.#o)break;if(!(i[u].getBoundingClientRect().top>s-24)){this.#o=f;break}}}let o=this.countAfterSeen(this.#n),r=i[this.#i===null?-1:this.#n.indexOf(this.#i)]?.getBoundingClientRect(),l=r!==void 0&&(r.top>s-24||r.bottom<t+24),a=o.length===this.unseen.length&&l===this.isQuestionAway;this.unseen=o,this.isQuestionAway=l,a||this.#e()};#d(e){return Math.min(this.#t,be(e))-e.scrollTop<24}countAfterSeen(e){return e.filter(({from:t,id:s})=>t==="bot"&&(s??0)>this.#o)}jump(){this.show(this.unseen[0]??null)}show(e){this.#h(e===null?-1:this.#n.indexOf(e)),this.look()}#m(){return this.#o>0?this.#n.indexOf(this.countAfterSeen(this.#n)[0]):Math.max(0,this.#n.findLastIndex(({from:e})=>e==="user"))}#h(e){let t=this.#r;if(t===null)return;let s=t.querySelectorAll(".message")[e],i=(s?.getBoundingClientRect().top??0)-t.getBoundingClientRect().top,o=e===0?0:t.scrollTop+i-8;t.scrollTop=s===void 0?be(t):Math.min(be(t),o)}#p(){this.#r!==null&&this.#d(this.#r)&&this.#h(-1),this.look()}};function be({scrollHeight:n,clientHeight:e}){return n-e}function qs(n,e){let t=window.visualViewport;if(t===null||Math.abs(t.scale-1)>.05)return;let s=Math.max(0,Math.round(window.innerHeight-t.offsetTop-t.height));n.style.setProperty("--_room",`${Math.round(t.height)}px`),n.style.setProperty("--_under",`${s}px`),n.classList.toggle("alone",e&&window.innerHeight-t.height>100),n.classList.toggle("short",n.offsetHeight<30*parseFloat(getComputedStyle(n).fontSize))}var We="(max-width: 30em), (max-height: 30em)",js=G(We),Ys=I`
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
  color-scheme: dark;
`,Gs=I`
  :host {
    all: initial;
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
    color-scheme: light;
    display: block;
  }

  /* A button has no place of its own in the page, so nothing of the page can move, fade or cut it. */
  :host(:not([open])) {
    display: contents !important;
  }

  :host([hidden]) {
    display: none !important;
  }

  @media screen and (prefers-color-scheme: dark) {
    :host(:not([theme="light"])) {
      ${Ys}
    }
  }

  @media screen {
    :host([theme="dark"]) {
      ${Ys}
    }
  }

  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  :where(button, input, textarea) {
    font: inherit;
    color: inherit;
  }

  /* Here, because a page's rule for everything reaches the element itself, and what it sets is inherited. */
  :where(.panel, .bubble) {
    all: initial;
    box-sizing: border-box;
    direction: ltr;
    font: var(--chat-font-size, medium) / 1.5 var(--chat-font, system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif);
    color: var(--_text);
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

  .unread {
    padding: 0.1em 0.6em;
    border: 1px solid transparent;
    border-radius: 1em;
    background: var(--_on-accent);
    color: var(--_accent);
    font-size: 0.875em;
  }

  .bubble {
    position: fixed;
    right: max(var(--chat-offset, 1em), env(safe-area-inset-right));
    bottom: max(var(--chat-offset, 1em), env(safe-area-inset-bottom));
    z-index: var(--chat-z-index, 1000);
    display: flex;
    align-items: center;
    gap: 0.6em;
    max-width: calc(100vw - 2em);
    min-height: 3em;
    padding: 0.7em 1.1em;
    border: 1px solid transparent;
    border-radius: 2em;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
    text-align: start;
    box-shadow: 0 2px 10px rgb(0 0 0 / 30%);
  }

  svg {
    flex: none;
    width: 1.4em;
    height: 1.4em;
    fill: currentcolor;
  }

  .panel {
    display: flex;
    flex-direction: column;
    height: 100%;
    min-height: 0;
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: 0.5em;
    background: var(--_surface);
  }

  .panel.floating {
    position: fixed;
    inset: auto max(var(--chat-offset, 1em), env(safe-area-inset-right))
      calc(max(var(--chat-offset, 1em), env(safe-area-inset-bottom)) + var(--_under, 0px)) auto;
    z-index: var(--chat-z-index, 1000);
    width: min(var(--chat-width, 26em), calc(100vw - 2em));
    max-width: none;
    height: min(var(--chat-height, 40em), calc(var(--_room, 100dvh) - 2em));
    max-height: none;
    margin: 0;
    padding: 0;
    box-shadow: 0 4px 24px rgb(0 0 0 / 35%);
  }

  @media ${js} {
    .panel:is(.floating, .alone) {
      position: fixed;
      inset: auto 0 var(--_under, 0px);
      z-index: var(--chat-z-index, 1000);
      width: 100%;
      height: var(--_room, 100dvh);
      border: 0;
      border-radius: 0;
    }
  }

  .head {
    display: flex;
    align-items: center;
    gap: 0.25em;
    padding: 0.4em 0.4em 0.4em 1em;
    border-bottom: 1px solid var(--_line);
  }

  h2 {
    flex: 1;
    margin: 0;
    font-size: 1em;
    line-height: 1.3;
  }

  .subtitle {
    display: block;
    font-size: 0.8125em;
    font-weight: 400;
    color: var(--_muted);
  }

  .plain {
    display: inline-grid;
    place-items: center;
    min-width: 2.75em;
    min-height: 2.75em;
    padding: 0 0.5em;
    border: 1px solid transparent;
    border-radius: 0.4em;
    background: none;
  }

  .plain:hover {
    background: var(--_bot);
  }

  .menu-button {
    color: var(--_accent);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }

  .body {
    position: relative;
    display: flex;
    flex: 1;
    flex-direction: column;
    min-height: 0;
  }

  /* Over the conversation, which keeps its place behind. */
  .menu {
    position: absolute;
    inset: 0 0 auto;
    z-index: 1;
    max-height: 100%;
    overflow: auto;
    overscroll-behavior: contain;
    padding: 0.4em;
    border-bottom: 1px solid var(--_line);
    background: var(--_surface);
    box-shadow: 0 4px 12px rgb(0 0 0 / 20%);
  }

  .menu[hidden] {
    display: none;
  }

  .menu ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .item {
    width: 100%;
    justify-items: start;
    text-align: start;
  }

  a.item {
    color: inherit;
  }

  .code {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4em 0.5em;
    align-items: center;
    padding: 0.4em;
  }

  .code label,
  .code .hint {
    flex: 1 0 100%;
  }

  .code input {
    flex: 1 1 8em;
    min-width: 0;
    min-height: 2.75em;
    padding: 0.4em 0.75em;
    border: 1px solid var(--_field-line);
    border-radius: 0.4em;
    background: var(--_surface);
    letter-spacing: 0.1em;
    text-transform: uppercase;
  }

  .code .hint {
    order: 1;
  }

  [aria-invalid="true"] {
    border-color: var(--_alert) !important;
    outline-color: var(--_alert);
  }

  [role="alert"].hint,
  .count.wrong {
    color: var(--_alert);
    font-weight: 600;
  }

  .log {
    flex: 1;
    min-height: 4em;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scroll-padding-bottom: 4em; /* what takes the focus is not under the button of new messages */
    padding: 1em;
    outline-offset: -3px;
  }

  .message {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    margin: 0 0 0.6em;
  }

  .message.user {
    align-items: flex-end;
    margin-block: 1em;
  }

  .person {
    margin: 0 0 0.15em;
    font-size: 0.875em;
    font-weight: 600;
    color: var(--_muted);
  }

  .text {
    max-width: min(88%, 38em);
    margin: 0;
    padding: 0.55em 0.85em;
    border: 1px solid transparent;
    border-radius: 0.9em;
    background: var(--_bot);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .bot .text {
    border-bottom-left-radius: 0.2em;
  }

  .user .text {
    border-bottom-right-radius: 0.2em;
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

  .delivery,
  .at,
  .day {
    font-size: 0.8125em;
    color: var(--_muted);
  }

  .at {
    padding: 0 0.5em;
  }

  .day {
    margin: 0 0 0.6em;
    text-align: center;
  }

  .message:not(:first-child) ~ .day {
    margin-top: 1.2em;
  }

  .copy {
    border-color: var(--_line);
    margin-block: 0.4em 0.2em;
    padding: 0 0.85em;
    color: var(--_accent);
  }

  .text a {
    color: var(--_accent);
    text-underline-offset: 0.15em;
  }

  .dock {
    position: relative;
    flex: none;
  }

  .dock .jump {
    position: absolute;
    bottom: calc(100% + 0.5em);
    left: 50%;
    width: max-content;
    max-width: calc(100% - 2em);
    border-radius: 2em;
    box-shadow: 0 2px 8px rgb(0 0 0 / 30%);
    translate: -50%;
  }

  .jump::after {
    content: "\\2193" / "";
    margin-inline-start: 0.5em;
  }

  .pinned {
    display: grid;
    width: 100%;
    justify-items: start;
    padding: 0.5em 1em;
    border: 0;
    border-top: 1px solid var(--_line);
    border-radius: 0;
    background: var(--_bot);
    text-align: start;
    outline-offset: -3px;
  }

  .asked {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow-wrap: anywhere;
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    max-height: calc(var(--_room, 100dvh) * 0.38);
    margin: 0;
    padding: 0.5em 0.7em;
    overflow: auto;
    overscroll-behavior: contain;
    list-style: none;
  }

  .choices li {
    max-width: 100%;
  }

  .choice {
    min-height: 2.75em;
    max-width: 100%;
    padding: 0.45em 1em;
    border: 1.5px solid var(--_accent);
    border-radius: 1.4em;
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
    gap: 0.3em;
    padding: 0.95em 0.9em;
    border: 1px solid transparent;
    border-radius: 0.9em;
    background: var(--_bot);
  }

  .typing span {
    width: 0.5em;
    height: 0.5em;
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
    padding: 0 1em 0.5em;
    font-size: 0.9375em;
    color: var(--_muted);
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4em 0.8em;
    padding: 0.5em 1em;
    border-top: 1px solid var(--_line);
    background: var(--_notice-surface);
    font-size: 0.9375em;
    line-height: 1.4;
  }

  .bar.error {
    background: var(--_alert-surface);
    color: var(--_alert);
  }

  .bar p {
    flex: 1 1 12em;
    margin: 0;
  }

  .filled {
    min-height: 2.75em;
    padding: 0.4em 1.1em;
    border: 1px solid transparent;
    border-radius: 0.4em;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }

  .filled:hover,
  .bubble:hover {
    filter: brightness(0.9);
  }

  .write {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0.4em 0.5em;
    align-items: end;
    padding: 0.7em;
    border-top: 1px solid var(--_line);
  }

  textarea {
    display: block;
    width: 100%;
    min-height: 2.75em;
    max-height: min(12em, calc(var(--_room, 100dvh) * 0.3));
    padding: 0.55em 0.75em;
    border: 1px solid var(--_field-line);
    border-radius: 0.4em;
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
    font-size: 0.8125em;
    line-height: 1.3;
    color: var(--_muted);
  }

  .count:empty {
    display: none;
  }

  @media ${js}, (pointer: coarse) {
    .keys {
      display: none;
    }
  }

  /* A keyboard, or a page magnified four times, leaves some sixteen lines. */
  .short .head {
    padding-block: 0.1em;
  }

  .short .log {
    min-height: 0;
    padding-block: 0.5em;
  }

  .short .choices {
    flex-wrap: nowrap;
  }

  .short .choices li {
    flex: none;
    max-width: 85%;
  }

  .short .bar {
    padding-block: 0.2em;
  }

  .short .write {
    padding: 0.4em;
  }

  .short.floating {
    overflow: auto;
  }

  .short .body {
    min-height: 9em;
  }

  .short textarea {
    max-height: calc(var(--_room, 100dvh) * 0.2);
  }

  @media (max-height: 20em) {
    .dock .jump {
      position: static;
      width: 100%;
      max-width: none;
      border-radius: 0;
      translate: none;
    }

    .jump + .pinned {
      display: none;
    }
  }

  @media (max-width: 24em) {
    .log {
      padding: 0.7em;
    }

    .text {
      max-width: 96%;
    }

    .filled {
      padding-inline: 0.75em;
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

    .bubble,
    .bubble span,
    .filled,
    .choice {
      color: ButtonText;
    }

    .unkept,
    .hint,
    .count,
    .delivery,
    .at,
    .day {
      color: CanvasText;
    }
  }

  @media print {
    .bubble,
    .floating,
    .head button,
    .menu,
    .dock,
    .copy,
    .state,
    .alert,
    .write {
      display: none;
    }

    .panel {
      height: auto;
      border: 0;
      overflow: visible;
    }

    .log,
    .body {
      overflow: visible;
    }

    .text {
      border: 1px solid #6b7889;
      break-inside: avoid;
    }
  }
`;var Bn=6e3,Ks=600,zn=15e3,Vn=4,Fn=500,$e=matchMedia(We),Ee=class extends A{static styles=[Gs,ks];static properties={server:{type:String},open:{type:Boolean},label:{type:String},expanded:{state:!0},menu:{state:!0},readAloud:{state:!0},codeIsWrong:{state:!0},wasTooLong:{state:!0},copied:{state:!0}};#e=null;#r;#n=0;#i;#s=new ye(()=>this.requestUpdate());constructor(){super(),this.server=Vs,this.open=!1,this.label="",this.expanded=!1,this.menu="closed",this.readAloud=!1,this.codeIsWrong=!1,this.wasTooLong=!1,this.copied=""}show(){this.expanded=!0}hide(){this.expanded=!1}connectedCallback(){super.connectedCallback(),this.lang||(this.lang="fr"),this.#e?.watch(this.#t),this.#r=setInterval(this.#l,zn),document.addEventListener("visibilitychange",this.#d),window.addEventListener("online",this.#m),window.addEventListener("offline",this.#h),$e.addEventListener("change",this.#C),window.visualViewport?.addEventListener("resize",this.#_),window.visualViewport?.addEventListener("scroll",this.#_),document.addEventListener("pointerdown",this.#H)}disconnectedCallback(){super.disconnectedCallback(),this.#e?.unwatch(this.#t),clearInterval(this.#r),document.removeEventListener("visibilitychange",this.#d),window.removeEventListener("online",this.#m),window.removeEventListener("offline",this.#h),$e.removeEventListener("change",this.#C),window.visualViewport?.removeEventListener("resize",this.#_),window.visualViewport?.removeEventListener("scroll",this.#_),document.removeEventListener("pointerdown",this.#H)}get#o(){return this.open||this.expanded}#t=()=>this.requestUpdate();#l=()=>{this.#n+=1,!(document.visibilityState!=="visible"||!this.#e?.isOpen)&&(this.#o||this.#n%Vn===0)&&this.#e.catchUp()};#d=()=>{document.visibilityState==="visible"&&this.#e?.refresh()};#m=()=>{this.#e?.connectionBack()};#h=()=>this.#e?.connectionLost();willUpdate(e){e.has("expanded")&&(this.menu="closed"),!(!this.#o||this.#e!==null)&&(this.#e=fe.with(this.server),this.#e.watch(this.#t),this.#e.isOpen||this.#e.open())}updated(e){this.#y(),e.has("expanded")&&e.get("expanded")!==void 0&&(this.expanded?this.#f:this.#c(".bubble"))?.focus(),e.has("menu")&&this.menu==="code"&&this.#c("#code")?.focus(),this.#Z(),this.#_();let t=this.#e;this.#s.follow(this.#c(".log"),t?.entries??[],t?.question??null),this.#J(),this.#p()}#p(){let e=this.#e;this.#o&&e?.isOpen===!0&&!e.opening?this.readAloud||(this.#i??=setTimeout(()=>this.readAloud=!0,Fn)):(clearTimeout(this.#i),this.#i=void 0,this.readAloud=this.#o&&e?.isNew===!0)}render(){let e=this.#e;if(!this.#o||e===null)return this.#x();let t=d`
      ${this.#a()}
      <div class="body">
        ${this.#A(e)} ${this.#T(e)} ${this.#N(e)}
      </div>
      ${this.#I(e)} ${this.#M(e)} ${this.#O(e)}
      <p class="hidden" role="status">${this.#b(e)||c}</p>
    `;return this.open?d`<section class="panel" aria-label=${xt} @keydown=${this.#W}>${t}</section>`:d`<dialog
          class="panel floating"
          aria-labelledby="title"
          @keydown=${this.#W}
          @keyup=${Be}
          @keypress=${Be}
          @cancel=${this.#Q}
        >
          ${t}
        </dialog>`}#x(){let e=this.#s.countAfterSeen(this.#e?.entries??[]).length;return d`<button class="bubble" type="button" aria-haspopup="dialog" @click=${this.show}>
        ${Qs("M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H9l-5 4v-4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z")}
        <span>${this.label||$t}</span>
        ${e?d`<span class="unread">${ce(e)}</span>`:c}
      </button>
      <p class="hidden" role="status">${e?ce(e):c}</p>`}#a(){return d`<div class="head">
      <h2 id="title">${bt}<span class="hidden">${" \u2013 "}</span><span class="subtitle">${yt}</span></h2>
      <button
        class="plain menu-button"
        type="button"
        aria-expanded=${this.menu!=="closed"}
        aria-controls="menu"
        @click=${this.#j}
        @keydown=${this.#q}
      >
        ${Pt}
      </button>
      ${this.open?c:d`<button class="plain" type="button" aria-label=${Et} @click=${this.hide}>
            ${Qs("m6.4 5 5.6 5.6L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z")}
          </button>`}
    </div>`}#A({entries:e}){let t={closed:()=>c,open:()=>Us(this.#R,`${this.server.replace(/\/+$/,"")}/notice`,Ps(e)),code:()=>Hs(this.codeIsWrong,this.#Y,this.#w)}[this.menu];return d`<div id="menu" class="menu" ?hidden=${this.menu==="closed"} @focusout=${this.#F}>${t()}</div>`}#R={say:e=>this.#$(e),copy:e=>(this.#w(),this.#U(e)),downloadData:()=>this.#G(),downloadTranscript:()=>(this.#w(),Ue(Ft,Ms(this.#e?.entries??[]))),printNotes:()=>this.#K(),askForCode:()=>this.menu="code",close:()=>this.#w()};#T(e){let{entries:t}=e;return d`<div
      class="log"
      role="log"
      tabindex="0"
      aria-label=${_t}
      aria-live=${this.readAloud?"polite":"off"}
      aria-busy=${e.opening||e.delivering}
      @scroll=${this.#s.look}
    >
      ${ft(t,({key:s})=>s,(s,i)=>d`${qn(s,t[i-1])}${this.#S(s,t[i+1])}`)}
      ${e.answering?d`<div class="typing" aria-hidden="true"><span></span><span></span><span></span></div>`:c}
    </div>`}#S(e,t){let s=e.delivery==="failed"||e.delivery==="refused",i=e.from==="bot"?N:oe;return d`<div
      class="message ${e.from} ${s?"undelivered":""}"
      data-from=${e.from}
      data-key=${e.key}
      data-delivery=${e.delivery}
    >
      ${e.person?d`<p class="person">${At}</p>`:c}
      ${this.#L(e)??d`<p class="text"><span class="hidden">${e.person?c:i}</span>${Yn(e)}</p>`}
      ${s?d`<span class="delivery">${e.delivery==="failed"?fs:gs}</span>`:c}
      ${this.#g(De(e))} ${jn(e,t)}
    </div>`}#g(e){return e===null?c:d`<button class="plain copy" type="button" @click=${()=>this.#U(e)}>
      ${this.copied===e.value?Pe:e.label}
    </button>`}#N({offered:e,question:t}){let{unseen:s,isQuestionAway:i}=this.#s,o=i?t?.text:void 0,r=!!o&&s.length===1&&s[0]===t;return d`<div class="dock">
      ${s.length>0&&!r?d`<button class="filled jump" type="button" @click=${this.#z}>${ce(s.length)}</button>`:c}
      ${o?d`<button class="plain pinned" type="button" @click=${this.#V}>
            <span class="hidden">${Ot}</span><span class="asked">${b(o)}</span>
          </button>`:c}
      <div aria-live=${this.readAloud?"polite":"off"}>${e?this.#P(e.buttons):c}</div>
    </div>`}#L(e){let t=this.#e,s=t?.cardsOf(e)??[];return!t||s.length===0?null:s.map(({card:i,isOlder:o})=>o?Os(i):Cs(i,t))}#P(e){return d`<ul class="choices" aria-label=${St}>
      ${e.map(t=>d`<li><button class="choice" type="button" @click=${()=>this.#$(t)}>${t}</button></li>`)}
    </ul>`}#I({patience:e,opening:t,waking:s}){let i=s?us:{short:"",thinking:ps,slow:ms}[e];return d`<div class="state" role="status">${i||(t?hs:c)}</div>`}#M({trouble:e,offline:t}){let s=d`<button class="filled retry" type="button" @click=${this.#B}>${Lt}</button>`;return d`<div class="alert" role="alert">
      ${e!==null?d`<div class="bar error">
            <p>${b(e.sentence)}</p>
            ${e.canRetry?s:c}
          </div>`:t?d`<div class="bar offline">
              <p>${b(ws)}</p>
              ${s}
            </div>`:c}
    </div>`}#O(e){let t=ze(e);return d`<form class="write" @submit=${this.#D}>
      <label class="hidden" for="input">${Ct}</label>
      <textarea
        id="input"
        rows="1"
        placeholder=${kt}
        aria-describedby="hint count"
        aria-invalid=${t<0}
        enterkeyhint="send"
        .value=${pt(e.draft)}
        @input=${this.#E}
        @keydown=${this.#k}
      ></textarea>
      <button class="filled" type="submit">${Nt}</button>
      <p class="hint keys" id="hint">${Rt}</p>
      <p class="count ${t<0?"wrong":""}" id="count" role=${this.wasTooLong?"alert":c}>${t<=Ks?xs(t):c}</p>
    </form>`}#b(e){let t=ze(e);if(t<=Ks&&!this.wasTooLong)return As(t);if(this.copied)return Pe;let{found:s}=e;return s===null?"":s.byCode?vs:Ts(s.count)}#c(e){return this.renderRoot.querySelector(e)}get#f(){return this.#c("textarea")}#y(){let e=this.#c("dialog");e===null||e.open||($e.matches?e.showModal():e.show())}#C=()=>{let e=this.#c("dialog");if(e===null)return;let t=this.shadowRoot?.activeElement;e.close(),this.#y(),t?.focus()};#E=()=>{this.wasTooLong=!1,this.#e?.keepDraft(this.#f?.value??"")};#k=e=>{e.key!=="Enter"||e.shiftKey||e.isComposing||(e.preventDefault(),this.#v())};#D=e=>{e.preventDefault(),this.#v(),this.#f?.focus()};#v(){let e=this.#e,t=e?.draft.trim()??"";e===null||t===""||(this.wasTooLong=ze(e)<0,!this.wasTooLong&&(e.keepDraft(""),e.send(t)))}#$(e){this.copied="",this.#e?.send(e),this.menu="closed",this.#u()}#u(){this.#c(".log")?.focus({preventScroll:!0})}#B=()=>{let e=this.#e;e?.trouble?e.retry():e?.connectionBack(),this.#u()};#z=()=>{this.#s.jump(),this.#u()};#V=()=>{this.#s.show(this.#e?.question??null),this.#u()};#U(e){Is(e.value).then(t=>{t?this.copied=e.value:this.#e?.complain(Kt)})}#_=()=>{let e=this.#c(".panel");e!==null&&qs(e,$e.matches&&this.matches(":focus-within"))};#H=e=>{let t=e.composedPath();this.menu!=="open"||t.some(s=>s instanceof Element&&s.matches(".menu, .menu-button"))||(this.menu="closed")};#F=({relatedTarget:e})=>{let t=this.#c(".menu"),s=e;this.menu==="open"&&s!==null&&!t?.contains(s)&&!s.closest(".head")&&(this.menu="closed")};#q=e=>{e.key==="ArrowDown"&&(e.preventDefault(),this.menu="open",this.updateComplete.then(()=>this.#c(".item")?.focus()))};#j=()=>{this.codeIsWrong=!1,this.menu=this.menu==="closed"?"open":"closed"};#w=()=>{this.menu="closed",this.#c(".menu-button")?.focus()};#Y=e=>{e.preventDefault();let t=this.#c("#code"),s=/([a-z0-9]{4})[\s.\u2013\u2014-]*([a-z0-9]{4})\W*$/i.exec(t?.value??"");this.codeIsWrong=s===null,s===null?t?.focus():this.#$(ns(`${s[1]}-${s[2]}`.toUpperCase()))};#G(){this.#w(),this.#e?.fetchNotes().then(e=>Ue(Vt,Ds(e)),e=>this.#e?.complain(e instanceof v?e.message:y))}#K(){let e=Ws();if(this.#w(),e===null){this.#e?.complain(cs);return}this.#e?.fetchNotes().then(t=>zs(e,t),t=>Bs(e,t instanceof v?t.message:y))}#Q=e=>{e.preventDefault(),this.hide()};#W=e=>{Be(e),!(e.key!=="Escape"||e.isComposing)&&(this.menu==="closed"&&this.open||(e.preventDefault(),e.stopPropagation(),this.menu==="closed"?this.hide():this.#w()))};#J(){let[e,t]=[this.#e,this.#f];!e?.prefilled||t===null||(e.prefilled=!1,t.focus({preventScroll:!0}),t.setSelectionRange(t.value.length,t.value.length))}#Z(){let e=this.#f;e!==null&&(e.style.height="auto",e.style.height=`${e.scrollHeight+e.offsetHeight-e.clientHeight}px`)}};function Be(n){let e=n.composedPath()[0];(e instanceof HTMLTextAreaElement||e instanceof HTMLInputElement)&&n.stopPropagation()}function ze(n){return Bn-Array.from(n.draft.trim()).length}function Qs(n){return d`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${n} /></svg>`}function qn({at:n},e){let t=P(n);return e!==void 0&&P(e.at)===t?c:d`<p class="day"><time datetime=${t}>${ve(n)}</time></p>`}function Js(n){return Math.floor(n/60)}function jn({from:n,at:e,delivery:t},s){let i=ge(e);return t!=="sent"||s?.from===n&&Js(s.at)===Js(e)?c:d`<time class="at" datetime=${`${P(e)}T${i}`}>${i}</time>`}function Yn(n){return n.text===null?d`<em class="unkept">${n.withdrawn?de:le}</em>`:n.from==="user"?d`${b(n.text)}`:vt(wt(n.text)).map(({text:e,href:t})=>t===null?d`${b(e)}`:t.startsWith("mailto:")?d`<a href=${t}>${e}</a>`:d`<a href=${t} target="_blank" rel="noopener noreferrer"
      >${e}<span class="hidden">${re}</span></a
    >`)}var Ve="conseiller-bot";customElements.get(Ve)||customElements.define(Ve,Ee);Fs(Ve);})();
