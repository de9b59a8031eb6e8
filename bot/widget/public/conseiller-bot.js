"use strict";(()=>{var B=globalThis,V=B.ShadowRoot&&(B.ShadyCSS===void 0||B.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,he=Symbol(),Oe=new WeakMap,M=class{constructor(e,t,s){if(this._$cssResult$=!0,s!==he)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(V&&e===void 0){let s=t!==void 0&&t.length===1;s&&(e=Oe.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),s&&Oe.set(t,e))}return e}toString(){return this.cssText}},q=i=>new M(typeof i=="string"?i:i+"",void 0,he),j=(i,...e)=>{let t=i.length===1?i[0]:e.reduce((s,n,r)=>s+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(n)+i[r+1],i[0]);return new M(t,i,he)},Ce=(i,e)=>{if(V)i.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let s=document.createElement("style"),n=B.litNonce;n!==void 0&&s.setAttribute("nonce",n),s.textContent=t.cssText,i.appendChild(s)}},ue=V?i=>i:i=>i instanceof CSSStyleSheet?(e=>{let t="";for(let s of e.cssRules)t+=s.cssText;return q(t)})(i):i;var{is:hs,defineProperty:us,getOwnPropertyDescriptor:ps,getOwnPropertyNames:fs,getOwnPropertySymbols:ms,getPrototypeOf:gs}=Object,F=globalThis,Re=F.trustedTypes,vs=Re?Re.emptyScript:"",bs=F.reactiveElementPolyfillSupport,I=(i,e)=>i,pe={toAttribute(i,e){switch(e){case Boolean:i=i?vs:null;break;case Object:case Array:i=i==null?i:JSON.stringify(i)}return i},fromAttribute(i,e){let t=i;switch(e){case Boolean:t=i!==null;break;case Number:t=i===null?null:Number(i);break;case Object:case Array:try{t=JSON.parse(i)}catch{t=null}}return t}},Pe=(i,e)=>!hs(i,e),Le={attribute:!0,type:String,converter:pe,reflect:!1,useDefault:!1,hasChanged:Pe};Symbol.metadata??=Symbol("metadata"),F.litPropertyMetadata??=new WeakMap;var _=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=Le){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let s=Symbol(),n=this.getPropertyDescriptor(e,s,t);n!==void 0&&us(this.prototype,e,n)}}static getPropertyDescriptor(e,t,s){let{get:n,set:r}=ps(this.prototype,e)??{get(){return this[t]},set(o){this[t]=o}};return{get:n,set(o){let d=n?.call(this);r?.call(this,o),this.requestUpdate(e,d,s)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??Le}static _$Ei(){if(this.hasOwnProperty(I("elementProperties")))return;let e=gs(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(I("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(I("properties"))){let t=this.properties,s=[...fs(t),...ms(t)];for(let n of s)this.createProperty(n,t[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[s,n]of t)this.elementProperties.set(s,n)}this._$Eh=new Map;for(let[t,s]of this.elementProperties){let n=this._$Eu(t,s);n!==void 0&&this._$Eh.set(n,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let s=new Set(e.flat(1/0).reverse());for(let n of s)t.unshift(ue(n))}else e!==void 0&&t.push(ue(e));return t}static _$Eu(e,t){let s=t.attribute;return s===!1?void 0:typeof s=="string"?s:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let s of t.keys())this.hasOwnProperty(s)&&(e.set(s,this[s]),delete this[s]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Ce(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,s){this._$AK(e,s)}_$ET(e,t){let s=this.constructor.elementProperties.get(e),n=this.constructor._$Eu(e,s);if(n!==void 0&&s.reflect===!0){let r=(s.converter?.toAttribute!==void 0?s.converter:pe).toAttribute(t,s.type);this._$Em=e,r==null?this.removeAttribute(n):this.setAttribute(n,r),this._$Em=null}}_$AK(e,t){let s=this.constructor,n=s._$Eh.get(e);if(n!==void 0&&this._$Em!==n){let r=s.getPropertyOptions(n),o=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:pe;this._$Em=n;let d=o.fromAttribute(t,r.type);this[n]=d??this._$Ej?.get(n)??d,this._$Em=null}}requestUpdate(e,t,s,n=!1,r){if(e!==void 0){let o=this.constructor;if(n===!1&&(r=this[e]),s??=o.getPropertyOptions(e),!((s.hasChanged??Pe)(r,t)||s.useDefault&&s.reflect&&r===this._$Ej?.get(e)&&!this.hasAttribute(o._$Eu(e,s))))return;this.C(e,t,s)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:s,reflect:n,wrapped:r},o){s&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,o??t??this[e]),r!==!0||o!==void 0)||(this._$AL.has(e)||(this.hasUpdated||s||(t=void 0),this._$AL.set(e,t)),n===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[n,r]of this._$Ep)this[n]=r;this._$Ep=void 0}let s=this.constructor.elementProperties;if(s.size>0)for(let[n,r]of s){let{wrapped:o}=r,d=this[n];o!==!0||this._$AL.has(n)||d===void 0||this.C(n,void 0,r,d)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(s=>s.hostUpdate?.()),this.update(t)):this._$EM()}catch(s){throw e=!1,this._$EM(),s}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};_.elementStyles=[],_.shadowRootOptions={mode:"open"},_[I("elementProperties")]=new Map,_[I("finalized")]=new Map,bs?.({ReactiveElement:_}),(F.reactiveElementVersions??=[]).push("2.1.2");var me=globalThis,Me=i=>i,G=me.trustedTypes,Ie=G?G.createPolicy("lit-html",{createHTML:i=>i}):void 0,ge="$lit$",$=`lit$${Math.random().toFixed(9).slice(2)}$`,ve="?"+$,ws=`<${ve}>`,k=document,D=()=>k.createComment(""),H=i=>i===null||typeof i!="object"&&typeof i!="function",be=Array.isArray,Be=i=>be(i)||typeof i?.[Symbol.iterator]=="function",fe=`[ 	
\f\r]`,U=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Ue=/-->/g,De=/>/g,T=RegExp(`>|${fe}(?:([^\\s"'>=/]+)(${fe}*=${fe}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),He=/'/g,We=/"/g,Ve=/^(?:script|style|textarea|title)$/i,we=i=>(e,...t)=>({_$litType$:i,strings:e,values:t}),f=we(1),ei=we(2),ti=we(3),b=Symbol.for("lit-noChange"),c=Symbol.for("lit-nothing"),ze=new WeakMap,S=k.createTreeWalker(k,129);function qe(i,e){if(!be(i)||!i.hasOwnProperty("raw"))throw Error("invalid template strings array");return Ie!==void 0?Ie.createHTML(e):e}var je=(i,e)=>{let t=i.length-1,s=[],n,r=e===2?"<svg>":e===3?"<math>":"",o=U;for(let d=0;d<t;d++){let a=i[d],h,m,l=-1,p=0;for(;p<a.length&&(o.lastIndex=p,m=o.exec(a),m!==null);)p=o.lastIndex,o===U?m[1]==="!--"?o=Ue:m[1]!==void 0?o=De:m[2]!==void 0?(Ve.test(m[2])&&(n=RegExp("</"+m[2],"g")),o=T):m[3]!==void 0&&(o=T):o===T?m[0]===">"?(o=n??U,l=-1):m[1]===void 0?l=-2:(l=o.lastIndex-m[2].length,h=m[1],o=m[3]===void 0?T:m[3]==='"'?We:He):o===We||o===He?o=T:o===Ue||o===De?o=U:(o=T,n=void 0);let u=o===T&&i[d+1].startsWith("/>")?" ":"";r+=o===U?a+ws:l>=0?(s.push(h),a.slice(0,l)+ge+a.slice(l)+$+u):a+$+(l===-2?d:u)}return[qe(i,r+(i[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),s]},W=class i{constructor({strings:e,_$litType$:t},s){let n;this.parts=[];let r=0,o=0,d=e.length-1,a=this.parts,[h,m]=je(e,t);if(this.el=i.createElement(h,s),S.currentNode=this.el.content,t===2||t===3){let l=this.el.content.firstChild;l.replaceWith(...l.childNodes)}for(;(n=S.nextNode())!==null&&a.length<d;){if(n.nodeType===1){if(n.hasAttributes())for(let l of n.getAttributeNames())if(l.endsWith(ge)){let p=m[o++],u=n.getAttribute(l).split($),g=/([.?@])?(.*)/.exec(p);a.push({type:1,index:r,name:g[2],strings:u,ctor:g[1]==="."?Y:g[1]==="?"?J:g[1]==="@"?Q:O}),n.removeAttribute(l)}else l.startsWith($)&&(a.push({type:6,index:r}),n.removeAttribute(l));if(Ve.test(n.tagName)){let l=n.textContent.split($),p=l.length-1;if(p>0){n.textContent=G?G.emptyScript:"";for(let u=0;u<p;u++)n.append(l[u],D()),S.nextNode(),a.push({type:2,index:++r});n.append(l[p],D())}}}else if(n.nodeType===8)if(n.data===ve)a.push({type:2,index:r});else{let l=-1;for(;(l=n.data.indexOf($,l+1))!==-1;)a.push({type:7,index:r}),l+=$.length-1}r++}}static createElement(e,t){let s=k.createElement("template");return s.innerHTML=e,s}};function N(i,e,t=i,s){if(e===b)return e;let n=s!==void 0?t._$Co?.[s]:t._$Cl,r=H(e)?void 0:e._$litDirective$;return n?.constructor!==r&&(n?._$AO?.(!1),r===void 0?n=void 0:(n=new r(i),n._$AT(i,t,s)),s!==void 0?(t._$Co??=[])[s]=n:t._$Cl=n),n!==void 0&&(e=N(i,n._$AS(i,e.values),n,s)),e}var K=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:s}=this._$AD,n=(e?.creationScope??k).importNode(t,!0);S.currentNode=n;let r=S.nextNode(),o=0,d=0,a=s[0];for(;a!==void 0;){if(o===a.index){let h;a.type===2?h=new C(r,r.nextSibling,this,e):a.type===1?h=new a.ctor(r,a.name,a.strings,this,e):a.type===6&&(h=new Z(r,this,e)),this._$AV.push(h),a=s[++d]}o!==a?.index&&(r=S.nextNode(),o++)}return S.currentNode=k,n}p(e){let t=0;for(let s of this._$AV)s!==void 0&&(s.strings!==void 0?(s._$AI(e,s,t),t+=s.strings.length-2):s._$AI(e[t])),t++}},C=class i{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,s,n){this.type=2,this._$AH=c,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=s,this.options=n,this._$Cv=n?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=N(this,e,t),H(e)?e===c||e==null||e===""?(this._$AH!==c&&this._$AR(),this._$AH=c):e!==this._$AH&&e!==b&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):Be(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==c&&H(this._$AH)?this._$AA.nextSibling.data=e:this.T(k.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:s}=e,n=typeof s=="number"?this._$AC(e):(s.el===void 0&&(s.el=W.createElement(qe(s.h,s.h[0]),this.options)),s);if(this._$AH?._$AD===n)this._$AH.p(t);else{let r=new K(n,this),o=r.u(this.options);r.p(t),this.T(o),this._$AH=r}}_$AC(e){let t=ze.get(e.strings);return t===void 0&&ze.set(e.strings,t=new W(e)),t}k(e){be(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,s,n=0;for(let r of e)n===t.length?t.push(s=new i(this.O(D()),this.O(D()),this,this.options)):s=t[n],s._$AI(r),n++;n<t.length&&(this._$AR(s&&s._$AB.nextSibling,n),t.length=n)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let s=Me(e).nextSibling;Me(e).remove(),e=s}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},O=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,s,n,r){this.type=1,this._$AH=c,this._$AN=void 0,this.element=e,this.name=t,this._$AM=n,this.options=r,s.length>2||s[0]!==""||s[1]!==""?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=c}_$AI(e,t=this,s,n){let r=this.strings,o=!1;if(r===void 0)e=N(this,e,t,0),o=!H(e)||e!==this._$AH&&e!==b,o&&(this._$AH=e);else{let d=e,a,h;for(e=r[0],a=0;a<r.length-1;a++)h=N(this,d[s+a],t,a),h===b&&(h=this._$AH[a]),o||=!H(h)||h!==this._$AH[a],h===c?e=c:e!==c&&(e+=(h??"")+r[a+1]),this._$AH[a]=h}o&&!n&&this.j(e)}j(e){e===c?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},Y=class extends O{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===c?void 0:e}},J=class extends O{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==c)}},Q=class extends O{constructor(e,t,s,n,r){super(e,t,s,n,r),this.type=5}_$AI(e,t=this){if((e=N(this,e,t,0)??c)===b)return;let s=this._$AH,n=e===c&&s!==c||e.capture!==s.capture||e.once!==s.once||e.passive!==s.passive,r=e!==c&&(s===c||n);n&&this.element.removeEventListener(this.name,this,s),r&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},Z=class{constructor(e,t,s){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(e){N(this,e)}},Fe={M:ge,P:$,A:ve,C:1,L:je,R:K,D:Be,V:N,I:C,H:O,N:J,U:Q,B:Y,F:Z},ys=me.litHtmlPolyfillSupport;ys?.(W,C),(me.litHtmlVersions??=[]).push("3.3.3");var Ge=(i,e,t)=>{let s=t?.renderBefore??e,n=s._$litPart$;if(n===void 0){let r=t?.renderBefore??null;s._$litPart$=n=new C(e.insertBefore(D(),r),r,void 0,t??{})}return n._$AI(i),n};var ye=globalThis,x=class extends _{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Ge(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return b}};x._$litElement$=!0,x.finalized=!0,ye.litElementHydrateSupport?.({LitElement:x});var _s=ye.litElementPolyfillSupport;_s?.({LitElement:x});(ye.litElementVersions??=[]).push("4.2.2");var E={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},X=i=>(...e)=>({_$litDirective$:i,values:e}),R=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,s){this._$Ct=e,this._$AM=t,this._$Ci=s}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:$s}=Fe,Ke=i=>i;var Je=i=>i.strings===void 0,Ye=()=>document.createComment(""),L=(i,e,t)=>{let s=i._$AA.parentNode,n=e===void 0?i._$AB:e._$AA;if(t===void 0){let r=s.insertBefore(Ye(),n),o=s.insertBefore(Ye(),n);t=new $s(r,o,i,i.options)}else{let r=t._$AB.nextSibling,o=t._$AM,d=o!==i;if(d){let a;t._$AQ?.(i),t._$AM=i,t._$AP!==void 0&&(a=i._$AU)!==o._$AU&&t._$AP(a)}if(r!==n||d){let a=t._$AA;for(;a!==r;){let h=Ke(a).nextSibling;Ke(s).insertBefore(a,n),a=h}}}return t},A=(i,e,t=i)=>(i._$AI(e,t),i),Es={},ee=(i,e=Es)=>i._$AH=e,Qe=i=>i._$AH,te=i=>{i._$AR(),i._$AA.remove()};var Ze=X(class extends R{constructor(i){if(super(i),i.type!==E.PROPERTY&&i.type!==E.ATTRIBUTE&&i.type!==E.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!Je(i))throw Error("`live` bindings can only contain a single expression")}render(i){return i}update(i,[e]){if(e===b||e===c)return e;let t=i.element,s=i.name;if(i.type===E.PROPERTY){if(e===t[s])return b}else if(i.type===E.BOOLEAN_ATTRIBUTE){if(!!e===t.hasAttribute(s))return b}else if(i.type===E.ATTRIBUTE&&t.getAttribute(s)===e+"")return b;return ee(i),e}});var Xe=(i,e,t)=>{let s=new Map;for(let n=e;n<=t;n++)s.set(i[n],n);return s},et=X(class extends R{constructor(i){if(super(i),i.type!==E.CHILD)throw Error("repeat() can only be used in text expressions")}dt(i,e,t){let s;t===void 0?t=e:e!==void 0&&(s=e);let n=[],r=[],o=0;for(let d of i)n[o]=s?s(d,o):o,r[o]=t(d,o),o++;return{values:r,keys:n}}render(i,e,t){return this.dt(i,e,t).values}update(i,[e,t,s]){let n=Qe(i),{values:r,keys:o}=this.dt(e,t,s);if(!Array.isArray(n))return this.ut=o,r;let d=this.ut??=[],a=[],h,m,l=0,p=n.length-1,u=0,g=r.length-1;for(;l<=p&&u<=g;)if(n[l]===null)l++;else if(n[p]===null)p--;else if(d[l]===o[u])a[u]=A(n[l],r[u]),l++,u++;else if(d[p]===o[g])a[g]=A(n[p],r[g]),p--,g--;else if(d[l]===o[g])a[g]=A(n[l],r[g]),L(i,a[g+1],n[l]),l++,g--;else if(d[p]===o[u])a[u]=A(n[p],r[u]),L(i,n[l],n[p]),p--,u++;else if(h===void 0&&(h=Xe(o,u,g),m=Xe(d,l,p)),h.has(d[l]))if(h.has(d[p])){let y=m.get(o[u]),ce=y!==void 0?n[y]:null;if(ce===null){let Ne=L(i,n[l]);A(Ne,r[u]),a[u]=Ne}else a[u]=A(ce,r[u]),L(i,n[l],ce),n[y]=null;u++}else te(n[p]),p--;else te(n[l]),l++;for(;u<=g;){let y=L(i,a[g+1]);A(y,r[u]),a[u++]=y}for(;l<=p;){let y=n[l++];y!==null&&te(y)}return this.ut=o,ee(i,a),b}});var tt="Assistant";var st="programme, pas une personne",it="\xC9crire \xE0 l'assistant",nt="Fermer la discussion",rt="Conversation avec l'assistant",ot="Discussion avec l'assistant, un programme",at="Assistant : ",lt="Une personne de l'\xE9quipe",dt="Vous : ",ct="R\xE9ponses propos\xE9es",ht="Votre message",ut="Votre message",pt="Entr\xE9e pour envoyer, Maj + Entr\xE9e pour aller \xE0 la ligne.",ft="Envoyer",mt="R\xE9essayer",gt=" (nouvelle fen\xEAtre)",vt="Menu",bt="Options de la discussion",wt={label:"Relire ce qui est gard\xE9 sur moi",says:"mes donn\xE9es"},yt={label:"Continuer sur un autre appareil",says:"code de reprise"},_t={label:"Parler \xE0 un humain",says:"parler \xE0 un humain"},$t="Imprimer mes notes",Et="J'ai un code de reprise",xt="Votre code de reprise",At="8 lettres et chiffres, par exemple ABCD-EF23. Le code sert une fois.",Tt="Un code de reprise a 8 lettres et chiffres. V\xE9rifiez celui que vous avez recopi\xE9.",St="Reprendre",kt="Annuler",Nt=i=>`reprendre code ${i}`,z="Mes notes",Ot="Vos notes arrivent\u2026",Ct="Inscription",Rt="Imprimer, ou enregistrer en PDF",Lt="Votre navigateur a emp\xEAch\xE9 l'ouverture d'un onglet. Autorisez les fen\xEAtres de ce site, ou \xE9crivez \xAB mes donn\xE9es \xBB ici.",Pt="La discussion s'ouvre\u2026",Mt="L'assistant se r\xE9veille\u2026 Encore quelques secondes : rien n'est perdu.",It="Je r\xE9fl\xE9chis\u2026",Ut="La r\xE9ponse prend plus de temps que d'habitude. Elle arrive, rien n'est perdu.",Dt="message non conserv\xE9 (avant votre accord)",Ht="r\xE9ponse retir\xE9e, comme vous l'avez demand\xE9",Wt="Non envoy\xE9",zt="Refus\xE9",Bt="Votre conversation est reprise ici.",Vt="Vous semblez hors connexion. Vous pouvez continuer \xE0 \xE9crire : vos messages partiront au retour de la connexion.",qt="Je n'arrive pas \xE0 joindre le service. V\xE9rifiez votre connexion, puis r\xE9essayez.",jt="Ce site n'est pas autoris\xE9 \xE0 montrer l'assistant : ce n'est pas votre connexion. Pr\xE9venez la personne qui tient ce site.",w="Le service ne r\xE9pond pas comme pr\xE9vu. R\xE9essayez dans un moment : rien n'est perdu.",Ft="La r\xE9ponse n'est pas arriv\xE9e \xE0 temps. Vous pouvez r\xE9essayer : votre message ne sera pas compt\xE9 deux fois.",Gt="Un message n'est pas parti avant la fermeture de la page.",Kt="Votre session n'\xE9tait plus valable : une nouvelle conversation a commenc\xE9. Votre message n'est pas parti ; \xAB R\xE9essayer \xBB l'envoie ici.";function Yt(i){return i>=0?i===1?"Il reste 1 caract\xE8re.":`Il reste ${i} caract\xE8res.`:`Message trop long : ${-i} ${i===-1?"caract\xE8re":"caract\xE8res"} de trop. Raccourcissez-le, ou envoyez-le en deux fois.`}function Jt(i){return i<0?"Message trop long. Raccourcissez-le, ou envoyez-le en deux fois.":`Il reste moins de ${[100,300,600].find(e=>i<e)??1e3} caract\xE8res.`}function Qt(i){return`Conversation retrouv\xE9e : ${i} messages.`}function _e(i){return i===1?"1 nouveau message":`${i} nouveaux messages`}var v=class extends Error{constructor(t,s){super(s);this.failure=t}failure},xs=65e3,As=new Set([400,413,415]),Ts="waking",Ss=1500,ks=60,Ns=1e4,ie=class{#e;#n;#l=!1;constructor(e,t){this.#e=e.replace(/\/+$/,""),this.#n=t}async openSession(e){let t=await this.#t("/session",null,e===null?{}:{token:e});if(typeof t.token!="string")throw new v("trouble",w);return{...$e(t),token:t.token}}async sendMessage(e,t,s){return $e(await this.#t("/messages",e,{id:t,text:s}))}async fetchNews(e,t){return $e(await this.#t(`/messages?after=${t}`,e))}async fetchNotes(e){let t=await this.#t("/notes",e);if(!Array.isArray(t.notes))throw new v("trouble",w);return t}async#t(e,t,s){let n={};t!==null&&(n.authorization=`Bearer ${t}`),s!==void 0&&(n["content-type"]="application/json");let r={method:s===void 0?"GET":"POST",headers:n,body:s===void 0?void 0:JSON.stringify(s)},o=1;try{for(;;o+=1){let d=await this.#s(e,r),a=await d.json().catch(()=>null);if(d.ok&&a!==null)return a;if(s===void 0||a?.error!==Ts||o===ks){let h=typeof a?.message=="string"?a.message:w;throw new v(d.ok?"trouble":Os(d.status),h)}this.#n(!0),await new Promise(h=>setTimeout(h,Ss))}}finally{o>1&&this.#n(!1)}}async#s(e,t){try{let s=await this.#d(`/webhooks/web${e}`,xs,t);return this.#l=!0,s}catch(s){throw s instanceof DOMException&&s.name==="TimeoutError"?new v("trouble",Ft):await this.#r()?new v("blocked",jt):new v("network",qt)}}async#r(){return this.#l||this.#e===""?!1:this.#d("/health",Ns,{mode:"no-cors"}).then(()=>!0,()=>!1)}#d(e,t,s){return fetch(this.#e+e,{...s,credentials:"omit",cache:"no-store",referrerPolicy:"no-referrer",signal:AbortSignal.timeout(t)})}};function $e(i){if(!Array.isArray(i.messages)||typeof i.cursor!="number")throw new v("trouble",w);return i}function Os(i){return i===401?"session":As.has(i)?"refused":"trouble"}var Zt="conseiller-bot",re=class{#e;constructor(e){this.#e=e===""?Zt:`${Zt} ${e}`}async alone(e){let t=navigator.locks;await(t===void 0?e():t.request(this.#e,e))}readToken(){return ne(()=>localStorage.getItem(this.#e))??null}writeToken(e){ne(()=>localStorage.setItem(this.#e,e))}readTab(){let e=ne(()=>JSON.parse(sessionStorage.getItem(this.#e)??"{}"));return{draft:"",unsent:[],unkeptWords:{},...e}}writeTab(e){let t=e.draft===""&&e.unsent.length===0&&Object.keys(e.unkeptWords).length===0;ne(()=>t?sessionStorage.removeItem(this.#e):sessionStorage.setItem(this.#e,JSON.stringify(e)))}};function ne(i){try{return i()}catch{return}}var Cs=2e3,Rs=8e3,Ls=/effac|supprim|retir/i,Ps="\u2022\u2022\u2022\u2022-\u2022\u2022\u2022\u2022",ae=class i{entries=[];draft="";opening=!1;delivering=!1;answering=!1;patience="short";waking=!1;found=null;isNew=!1;offline=!navigator.onLine;trouble=null;#e;#n;#l=new Set;#t=null;#s=0;#r=new Map;#d=null;#c=[];#a=new Set;static#b=new Map;static with(e){let t=i.#b.get(e),s=t??new i(e);return t===void 0&&i.#b.set(e,s),s}constructor(e){this.#e=new ie(e,s=>this.#o(s)),this.#n=new re(e);let t=this.#n.readTab();this.draft=t.draft,this.entries=t.unsent.map(({key:s,text:n})=>Xt(s,n,"failed")),this.#r=new Map(Object.entries(t.unkeptWords).map(([s,n])=>[Number(s),n]))}watch(e){this.#l.add(e)}unwatch(e){this.#l.delete(e)}#i(){for(let e of this.#l)e()}get isOpen(){return this.#t!==null}get#f(){if(this.answering)return[];let e=({from:t,delivery:s,aside:n})=>t==="user"&&s==="sent"&&!n;return this.entries.slice(this.entries.findLastIndex(e)+1).filter(({from:t})=>t==="bot")}get offered(){return this.#f.findLast(({buttons:e})=>e.length>0)??null}get question(){let e=({text:t,person:s,aside:n})=>!s&&!n&&t?.includes("?")===!0;return this.offered??this.#f.findLast(e)??null}open(){return this.#d??=this.#n.alone(()=>this.#w()).finally(()=>this.#d=null),this.#d}async#w(){let e=this.#n.readToken();this.opening=!0,this.isNew=e===null,this.trouble=null,this.#i();try{let t=await this.#e.openSession(e);this.#g(),(t.token!==e||(this.#t??t.token)!==t.token)&&this.#y(),this.#t=t.token,this.#n.writeToken(t.token),this.#$(t),t.token===e&&(this.found={count:t.messages.length,byCode:!1}),this.entries.some(oe)&&(this.trouble={sentence:Gt,canRetry:!0})}catch(t){this.#E(t)}finally{this.opening=!1,this.#i()}}#y(){this.#r.clear(),this.entries=this.entries.filter(oe),this.#s=0}send(e){let t=this.entries.at(-1);t?.delivery==="failed"&&t.text===e||this.entries.push(Xt(crypto.randomUUID?.()??Is(),e,"waiting")),this.retry()}retry(){for(let e of this.entries)e.delivery==="failed"&&(e.delivery="waiting");this.trouble=null,this.#u(),this.#i(),this.#x()}keepDraft(e){this.draft=e,this.#u(),this.#i()}async fetchNotes(){if(this.#t===null&&await this.open(),this.#t===null)throw new v("trouble",this.trouble?.sentence??w);return this.#e.fetchNotes(this.#t)}complain(e){this.trouble={sentence:e,canRetry:!1},this.#i()}async catchUp(){this.delivering||await this.#p(this.#s)}async refresh(){this.delivering||await this.#p(0)}connectionLost(){this.offline=!0,this.#i()}async connectionBack(){this.offline=!1,this.trouble?.isConnection?this.retry():this.isOpen?await this.refresh():await this.open(),this.#i()}async#x(){if(this.#t===null&&this.delivering)return;this.delivering=!0,this.#t===null&&await this.open();let e=this.#t;e===null&&this.#_();let t=this.entries.filter(s=>s.delivery==="waiting"&&!this.#a.has(s));for(let s of t)this.#a.add(s);for(let s of t)e!==null&&e===this.#t&&s.delivery==="waiting"&&await this.#A(s,e),this.#a.delete(s);this.delivering=this.#a.size>0,this.#i()}async#A(e,t){this.#h(!0);try{let s=await this.#e.sendMessage(t,e.key,e.text??"");if(this.#g(),e.delivery="sent",e.aside=s.messages.length>0&&s.messages.every(({aside:r})=>r),s.elsewhere){this.#h(!1),await this.#T();return}e.position=Math.min(...s.messages.map(({id:r})=>r),1/0)-.5,Number.isFinite(e.position)||(e.position=this.#s+.5),this.#m(s.messages),this.#u(),this.#h(this.#a.size>1);let n=s.messages.some(({text:r})=>Ls.test(r??""));await this.#p(n?0:this.#s)}catch(s){this.#h(this.#a.size>1),await this.#S(e,s)}}async#T(){this.opening=!0,this.isNew=!1,this.#y(),this.#i(),await this.#p(0),this.opening=!1,this.found={count:this.entries.length,byCode:!0}}async#S(e,t){let s=t instanceof v?t.failure:"trouble";s==="refused"?(e.delivery="refused",e.position=this.#s+.5,this.trouble={sentence:t.message,canRetry:!1}):(this.#_(),s==="session"?(await this.open(),this.#t!==null&&(this.trouble={sentence:Kt,canRetry:!0})):this.#E(t)),this.#u()}#_(){for(let e of this.entries)e.delivery==="waiting"&&(e.delivery="failed")}async#p(e){let t=this.#t;if(t!==null){try{let s=await this.#e.fetchNews(t,e);if(t!==this.#t)return;this.#g(),e===0?this.#$(s):this.#k(s)}catch(s){s instanceof v&&s.failure==="session"?await this.open():s instanceof v&&s.failure==="network"&&(this.offline=!0)}this.#i()}}#k(e){this.#m(e.messages),this.#s=Math.max(this.#s,e.cursor),this.#u()}#$(e){let t=new Set(e.messages.map(({id:r})=>r)),s=r=>r!==null&&!t.has(r),n=this.entries.some(({id:r})=>s(r))||[...this.#r.keys()].some(s);this.#m(e.messages,!0),n&&this.#r.clear(),this.entries=this.entries.filter(r=>!s(r.id)&&(r.id!==null||oe(r))),this.#s=Math.max(this.#s,e.cursor),this.#u()}#m(e,t=!1){let s=new Map(this.entries.map(n=>[n.id??n.key,n]));for(let n of e){let r=s.get(n.id)??s.get(n.message_id??"");r===void 0?this.entries.push(Ms(n,this.#r.get(n.id))):this.#N(r,n,t)}this.entries.sort((n,r)=>n.position===r.position?0:n.position-r.position)}#N(e,t,s){e.id=e.position=t.id,e.delivery="sent",e.at=t.at,e.aside=t.aside===!0,e.withdrawn=t.withdrawn===!0,e.withdrawn?(e.text=null,this.#r.delete(t.id)):t.text?s&&!t.text.includes(Ps)&&(e.text=t.text):e.text&&this.#r.set(t.id,e.text)}#g(){this.offline=!1}#E(e){if(e instanceof v){let t=e.failure==="network";t&&(this.offline=!navigator.onLine),this.trouble={sentence:e.message,canRetry:e.failure!=="refused",isConnection:t}}else this.trouble={sentence:w,canRetry:!0}}#o(e){this.waking!==e&&(this.waking=e,this.#i())}#h(e){this.#c.forEach(clearTimeout),this.#c=[],this.answering=e,this.patience="short",e&&(this.#c=[this.#v("thinking",Cs),this.#v("slow",Rs)]),this.#i()}#v(e,t){return setTimeout(()=>{this.patience=e,this.#i()},t)}#u(){let e=this.entries.filter(oe).map(({key:t,text:s})=>({key:t,text:s??""}));this.#n.writeTab({draft:this.draft,unsent:e,unkeptWords:Object.fromEntries(this.#r)})}};function Xt(i,e,t){return{...{from:"user",person:!1,buttons:[],withdrawn:!1,aside:!1},key:i,text:e,delivery:t,id:null,position:1/0,at:Date.now()/1e3}}function Ms(i,e){let{id:t,from:s,at:n,withdrawn:r=!1}=i;return{key:`server-${t}`,from:s,at:n,withdrawn:r,person:i.person===!0,aside:i.aside===!0,buttons:s==="bot"?i.buttons??[]:[],text:i.text||(r?null:e??null),id:t,position:t,delivery:"sent"}}function oe(i){return i.delivery==="waiting"||i.delivery==="failed"}function Is(){return Array.from(crypto.getRandomValues(new Uint8Array(16)),i=>i.toString(16).padStart(2,"0")).join("")}var Us=/https:\/\/[^\s<>"\u00ab\u00bb]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/giu,Ds=/[.,;:!?\u2026'\u2019)\]]+$/u;function es(i){let e=[],t=0;for(let s of i.matchAll(Us)){let n=s[0].replace(Ds,""),r=/^https:/i.test(n)?Hs(n):`mailto:${n}`;r!==null&&(s.index>t&&e.push({text:i.slice(t,s.index),href:null}),e.push({text:n,href:r}),t=s.index+n.length)}return t<i.length&&e.push({text:i.slice(t),href:null}),e}function Hs(i){try{let e=new URL(i);return e.protocol==="https:"&&e.username===""&&e.password===""?e.href:null}catch{return null}}function P(i){return i.replace(/ (?=[:;!?\u00bb%\u20ac](?:\s|$|[.,)]))/g,"\xA0").replace(/\u00ab /g,"\xAB\xA0")}var Ws=`
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
`;function ts(){let i=window.open("","_blank");if(i===null)return null;let{document:e}=i;e.documentElement.lang="fr",e.title=z;let t=new i.CSSStyleSheet;t.replaceSync(Ws),e.adoptedStyleSheets=[t];let s=e.createElement("meta");return s.name="viewport",s.content="width=device-width, initial-scale=1",e.head.append(s),Ee(i,n=>{n("h1",z),n("p",Ot)}),i}function ss(i,e){Ee(i,t=>{t("h1",z),t("p",e).setAttribute("role","alert")})}function is(i,{introduction:e,registration:t,notes:s}){Ee(i,n=>{if(n("h1",z),n("p",e),t.length!==0){n("button",Rt).addEventListener("click",()=>i.print()),n("h2",Ct),zs(n,t);for(let{title:r,question:o,answers:d,quotes_title:a,quotes:h,remarks:m,comments:l}of s){n("h2",r),n("p",o);for(let[p,u]of[...d,...l])n("h3",p),n("blockquote",u);if(h.length>0){n("h3",a);let p=n("ul","");for(let[u,g]of h)n("li",`\xAB ${u} \xBB : ${g}`,p)}for(let p of m)n("p",p)}}})}function Ee(i,e){let t=i.document,s=t.createElement("main");e((n,r,o=s)=>{let d=t.createElement(n);return d.textContent=P(r),o.append(d),d}),t.body.replaceChildren(s)}function zs(i,e){let t=i("dl","");for(let[s,n]of e)i("dt",s,t),i("dd",n,t)}var le=document.currentScript,ns=Bs(le?.src??"");function Bs(i){if(i==="")return"";let{href:e}=new URL(".",i);return e===`${location.origin}/`?"":e}function rs(i){if(le===null||le.dataset.manual!==void 0)return;let{theme:e,label:t}=le.dataset,s=()=>{if(document.querySelector(i)!==null)return;let n=document.createElement(i);e!==void 0&&n.setAttribute("theme",e),t!==void 0&&n.setAttribute("label",t),document.body.append(n)};document.readyState==="loading"?document.addEventListener("DOMContentLoaded",s,{once:!0}):s()}var xe="(max-width: 30em), (max-height: 30em)",os=q(xe),as=j`
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
`,ls=j`
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
      ${as}
    }
  }

  @media screen {
    :host([theme="dark"]) {
      ${as}
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
      max(var(--chat-offset, 1em), env(safe-area-inset-bottom)) auto;
    z-index: var(--chat-z-index, 1000);
    width: min(var(--chat-width, 26em), calc(100vw - 2em));
    max-width: none;
    height: min(var(--chat-height, 40em), calc(100dvh - 2em));
    max-height: none;
    margin: 0;
    padding: 0;
    box-shadow: 0 4px 24px rgb(0 0 0 / 35%);
  }

  @media ${os} {
    .panel.floating {
      inset: 0;
      width: 100%;
      height: 100%;
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

  .menu {
    flex: 0 1 auto;
    min-height: 5em;
    max-height: 60%;
    overflow: auto;
    padding: 0.4em;
    border-bottom: 1px solid var(--_line);
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

  .delivery {
    font-size: 0.875em;
    color: var(--_muted);
  }

  .text a {
    color: var(--_accent);
    text-underline-offset: 0.15em;
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    max-width: 100%;
    margin: 0.6em 0 0;
    padding: 0;
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
    max-height: min(12em, 30dvh);
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

  @media ${os}, (pointer: coarse) {
    .keys {
      display: none;
    }
  }

  /* A page magnified four times leaves some sixteen lines. */
  @media (max-height: 24em) {
    .head {
      padding-block: 0.1em;
    }

    .log {
      min-height: 0;
      padding-block: 0.5em;
    }

    .menu {
      min-height: 3em;
    }

    .bar {
      padding-block: 0.2em;
    }

    .write {
      padding: 0.4em;
    }

    .panel.floating {
      overflow: auto;
    }

    textarea {
      max-height: 20dvh;
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
    .delivery {
      color: CanvasText;
    }
  }

  @media print {
    .bubble,
    .floating,
    .head button,
    .menu,
    .choices,
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

    .log {
      overflow: visible;
    }

    .text {
      border: 1px solid #6b7889;
      break-inside: avoid;
    }
  }
`;var qs=6e3,ds=600,js=15e3,Fs=4,Gs=500,Ae=matchMedia(xe),de=class extends x{static styles=ls;static properties={server:{type:String},open:{type:Boolean},label:{type:String},expanded:{state:!0},menu:{state:!0},readAloud:{state:!0},codeIsWrong:{state:!0},wasTooLong:{state:!0}};#e=null;#n;#l=0;#t;#s=new Set;#r=null;#d=0;constructor(){super(),this.server=ns,this.open=!1,this.label="",this.expanded=!1,this.menu="closed",this.readAloud=!1,this.codeIsWrong=!1,this.wasTooLong=!1}show(){this.expanded=!0}hide(){this.expanded=!1}connectedCallback(){super.connectedCallback(),this.lang||(this.lang="fr"),this.#e?.watch(this.#a),this.#n=setInterval(this.#b,js),document.addEventListener("visibilitychange",this.#i),window.addEventListener("online",this.#f),window.addEventListener("offline",this.#w),Ae.addEventListener("change",this.#u)}disconnectedCallback(){super.disconnectedCallback(),this.#e?.unwatch(this.#a),clearInterval(this.#n),document.removeEventListener("visibilitychange",this.#i),window.removeEventListener("online",this.#f),window.removeEventListener("offline",this.#w),Ae.removeEventListener("change",this.#u)}get#c(){return this.open||this.expanded}#a=()=>this.requestUpdate();#b=()=>{this.#l+=1,!(document.visibilityState!=="visible"||!this.#e?.isOpen)&&(this.#c||this.#l%Fs===0)&&this.#e.catchUp()};#i=()=>{document.visibilityState==="visible"&&this.#e?.refresh()};#f=()=>{this.#e?.connectionBack()};#w=()=>this.#e?.connectionLost();willUpdate(e){e.has("expanded")&&(this.menu="closed"),!(!this.#c||this.#e!==null)&&(this.#e=ae.with(this.server),this.#e.watch(this.#a),this.#e.isOpen||this.#e.open())}updated(e){this.#v(),e.has("expanded")&&e.get("expanded")!==void 0&&(this.expanded?this.#h:this.#o(".bubble"))?.focus(),e.has("menu")&&this.menu==="code"&&this.#o("#code")?.focus(),this.#V(),this.#q(),this.#y()}#y(){let e=this.#e;this.#c&&e?.isOpen===!0&&!e.opening?this.readAloud||(this.#t??=setTimeout(()=>this.readAloud=!0,Gs)):(clearTimeout(this.#t),this.#t=void 0,this.readAloud=this.#c&&e?.isNew===!0)}render(){let e=this.#e;if(!this.#c||e===null)return this.#x();this.#d=Ks(e);let t=f`
      ${this.#A()} ${this.#T()} ${this.#p(e)} ${this.#m(e)}
      ${this.#N(e)} ${this.#g(e)}
      <p class="hidden" role="status">${this.#E(e)||c}</p>
    `;return this.open?f`<section class="panel" aria-label=${ot} @keydown=${this.#P}>${t}</section>`:f`<dialog
          class="panel floating"
          aria-labelledby="title"
          @keydown=${this.#P}
          @keyup=${Te}
          @keypress=${Te}
          @cancel=${this.#B}
        >
          ${t}
        </dialog>`}#x(){let e=this.#e?.entries.filter(({from:t,id:s})=>t==="bot"&&(s??0)>this.#d).length;return f`<button class="bubble" type="button" aria-haspopup="dialog" @click=${this.show}>
        ${cs("M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H9l-5 4v-4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z")}
        <span>${this.label||it}</span>
        ${e?f`<span class="unread">${_e(e)}</span>`:c}
      </button>
      <p class="hidden" role="status">${e?_e(e):c}</p>`}#A(){return f`<div class="head">
      <h2 id="title">${tt}<span class="hidden">${" \u2013 "}</span><span class="subtitle">${st}</span></h2>
      <button
        class="plain menu-button"
        type="button"
        aria-expanded=${this.menu!=="closed"}
        aria-controls="menu"
        @click=${this.#H}
      >
        ${vt}
      </button>
      ${this.open?c:f`<button class="plain" type="button" aria-label=${nt} @click=${this.hide}>
            ${cs("m6.4 5 5.6 5.6L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z")}
          </button>`}
    </div>`}#T(){return f`<div id="menu" class="menu" ?hidden=${this.menu==="closed"}>
      ${this.menu==="code"?this.#_():this.menu==="open"?this.#S():c}
    </div>`}#S(){let e=(s,n)=>f`<li><button class="plain item" type="button" @click=${n}>${s}</button></li>`,t=({label:s,says:n})=>e(s,()=>this.#O(n));return f`<ul aria-label=${bt}>
      ${t(wt)} ${e($t,this.#z)} ${t(yt)}
      ${e(Et,()=>this.menu="code")} ${t(_t)}
    </ul>`}#_(){return f`<form class="code" novalidate @submit=${this.#W}>
      <label for="code">${xt}</label>
      <input
        id="code"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck="false"
        aria-describedby="code-hint"
        aria-invalid=${this.codeIsWrong}
      />
      <p id="code-hint" class="hint" role=${this.codeIsWrong?"alert":c}>
        ${this.codeIsWrong?Tt:At}
      </p>
      <button class="filled" type="submit">${St}</button>
      <button class="plain" type="button" @click=${this.#C}>${kt}</button>
    </form>`}#p(e){let{offered:t}=e;return f`<div
      class="log"
      role="log"
      tabindex="0"
      aria-label=${rt}
      aria-live=${this.readAloud?"polite":"off"}
      aria-busy=${e.opening||e.delivering}
    >
      ${et(e.entries,({key:s})=>s,s=>this.#k(s,s===t))}
      ${e.answering?f`<div class="typing" aria-hidden="true"><span></span><span></span><span></span></div>`:c}
    </div>`}#k(e,t){let s=e.delivery==="failed"||e.delivery==="refused",n=e.from==="bot"?at:dt;return f`<div
      class="message ${e.from} ${s?"undelivered":""}"
      data-from=${e.from}
      data-key=${e.key}
      data-delivery=${e.delivery}
    >
      ${e.person?f`<p class="person">${lt}</p>`:c}
      <p class="text"><span class="hidden">${e.person?c:n}</span>${Ys(e)}</p>
      ${s?f`<span class="delivery">${e.delivery==="failed"?Wt:zt}</span>`:c}
      ${t?this.#$(e.buttons):c}
    </div>`}#$(e){return f`<ul class="choices" aria-label=${ct}>
      ${e.map(t=>f`<li><button class="choice" type="button" @click=${()=>this.#O(t)}>${t}</button></li>`)}
    </ul>`}#m({patience:e,opening:t,waking:s}){let n=s?Mt:{short:"",thinking:It,slow:Ut}[e];return f`<div class="state" role="status">${n||(t?Pt:c)}</div>`}#N({trouble:e,offline:t}){let s=f`<button class="filled retry" type="button" @click=${this.#D}>${mt}</button>`;return f`<div class="alert" role="alert">
      ${e!==null?f`<div class="bar error">
            <p>${P(e.sentence)}</p>
            ${e.canRetry?s:c}
          </div>`:t?f`<div class="bar offline">
              <p>${P(Vt)}</p>
              ${s}
            </div>`:c}
    </div>`}#g(e){let t=Se(e);return f`<form class="write" @submit=${this.#U}>
      <label class="hidden" for="input">${ht}</label>
      <textarea
        id="input"
        rows="1"
        placeholder=${ut}
        aria-describedby="hint count"
        aria-invalid=${t<0}
        enterkeyhint="send"
        .value=${Ze(e.draft)}
        @input=${this.#M}
        @keydown=${this.#I}
      ></textarea>
      <button class="filled" type="submit">${ft}</button>
      <p class="hint keys" id="hint">${pt}</p>
      <p class="count ${t<0?"wrong":""}" id="count" role=${this.wasTooLong?"alert":c}>${t<=ds?Yt(t):c}</p>
    </form>`}#E(e){let t=Se(e);if(t<=ds&&!this.wasTooLong)return Jt(t);let{found:s}=e;return s===null?"":s.byCode?Bt:Qt(s.count)}#o(e){return this.renderRoot.querySelector(e)}get#h(){return this.#o("textarea")}#v(){let e=this.#o("dialog");e===null||e.open||(Ae.matches?e.showModal():e.show())}#u=()=>{let e=this.#o("dialog");if(e===null)return;let t=this.shadowRoot?.activeElement;e.close(),this.#v(),t?.focus()};#M=()=>{this.wasTooLong=!1,this.#e?.keepDraft(this.#h?.value??"")};#I=e=>{e.key!=="Enter"||e.shiftKey||e.isComposing||(e.preventDefault(),this.#R())};#U=e=>{e.preventDefault(),this.#R(),this.#h?.focus()};#R(){let e=this.#e,t=e?.draft.trim()??"";e===null||t===""||(this.wasTooLong=Se(e)<0,!this.wasTooLong&&(e.keepDraft(""),e.send(t)))}#O(e){this.#e?.send(e),this.menu="closed",this.#L()}#L(){this.#o(".log")?.focus({preventScroll:!0})}#D=()=>{let e=this.#e;e?.trouble?e.retry():e?.connectionBack(),this.#L()};#H=()=>{this.codeIsWrong=!1,this.menu=this.menu==="closed"?"open":"closed"};#C=()=>{this.menu="closed",this.#o(".menu-button")?.focus()};#W=e=>{e.preventDefault();let t=this.#o("#code"),s=/([a-z0-9]{4})[\s.\u2013\u2014-]*([a-z0-9]{4})\W*$/i.exec(t?.value??"");this.codeIsWrong=s===null,s===null?t?.focus():this.#O(Nt(`${s[1]}-${s[2]}`.toUpperCase()))};#z=()=>{let e=ts();if(this.#C(),e===null){this.#e?.complain(Lt);return}this.#e?.fetchNotes().then(t=>is(e,t),t=>ss(e,t instanceof v?t.message:w))};#B=e=>{e.preventDefault(),this.hide()};#P=e=>{Te(e),!(e.key!=="Escape"||e.isComposing)&&(this.menu==="closed"&&this.open||(e.preventDefault(),e.stopPropagation(),this.menu==="closed"?this.hide():this.#C()))};#V(){let e=this.#h;e!==null&&(e.style.height="auto",e.style.height=`${e.scrollHeight+e.offsetHeight-e.clientHeight}px`)}#q(){let e=this.#o(".log"),t=this.#e;if(e===null||t===null){this.#s.clear();return}let s=this.#s.size===0,n=t.entries.findIndex(({key:o})=>!this.#s.has(o));this.#s=new Set(t.entries.map(({key:o})=>o));let r=e.scrollHeight-e.clientHeight;if(n>=0&&!s){let o=e.querySelectorAll(".message")[n]?.offsetTop??1/0;e.scrollTop=Math.min(r,o-e.offsetTop-8)}else(n>=0||t.answering||t.trouble!==this.#r)&&(e.scrollTop=r);this.#r=t.trouble}};function Te(i){let e=i.composedPath()[0];(e instanceof HTMLTextAreaElement||e instanceof HTMLInputElement)&&i.stopPropagation()}function Ks(i){return Math.max(0,...i.entries.map(({id:e})=>e??0))}function Se(i){return qs-Array.from(i.draft.trim()).length}function cs(i){return f`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${i} /></svg>`}function Ys(i){return i.text===null?f`<em class="unkept">${i.withdrawn?Ht:Dt}</em>`:i.from==="user"?f`${i.text}`:es(i.text).map(({text:e,href:t})=>t===null?f`${P(e)}`:t.startsWith("mailto:")?f`<a href=${t}>${e}</a>`:f`<a href=${t} target="_blank" rel="noopener noreferrer"
      >${e}<span class="hidden">${gt}</span></a
    >`)}var ke="conseiller-bot";customElements.get(ke)||customElements.define(ke,de);rs(ke);})();
