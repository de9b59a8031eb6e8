"use strict";(()=>{var F=globalThis,j=F.ShadowRoot&&(F.ShadyCSS===void 0||F.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,ue=Symbol(),Re=new WeakMap,I=class{constructor(e,t,s){if(this._$cssResult$=!0,s!==ue)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(j&&e===void 0){let s=t!==void 0&&t.length===1;s&&(e=Re.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),s&&Re.set(t,e))}return e}toString(){return this.cssText}},G=i=>new I(typeof i=="string"?i:i+"",void 0,ue),R=(i,...e)=>{let t=i.length===1?i[0]:e.reduce((s,n,r)=>s+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(n)+i[r+1],i[0]);return new I(t,i,ue)},Le=(i,e)=>{if(j)i.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let s=document.createElement("style"),n=F.litNonce;n!==void 0&&s.setAttribute("nonce",n),s.textContent=t.cssText,i.appendChild(s)}},pe=j?i=>i:i=>i instanceof CSSStyleSheet?(e=>{let t="";for(let s of e.cssRules)t+=s.cssText;return G(t)})(i):i;var{is:bs,defineProperty:ys,getOwnPropertyDescriptor:ws,getOwnPropertyNames:$s,getOwnPropertySymbols:_s,getPrototypeOf:xs}=Object,K=globalThis,Pe=K.trustedTypes,Es=Pe?Pe.emptyScript:"",As=K.reactiveElementPolyfillSupport,U=(i,e)=>i,me={toAttribute(i,e){switch(e){case Boolean:i=i?Es:null;break;case Object:case Array:i=i==null?i:JSON.stringify(i)}return i},fromAttribute(i,e){let t=i;switch(e){case Boolean:t=i!==null;break;case Number:t=i===null?null:Number(i);break;case Object:case Array:try{t=JSON.parse(i)}catch{t=null}}return t}},Ie=(i,e)=>!bs(i,e),Me={attribute:!0,type:String,converter:me,reflect:!1,useDefault:!1,hasChanged:Ie};Symbol.metadata??=Symbol("metadata"),K.litPropertyMetadata??=new WeakMap;var _=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=Me){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let s=Symbol(),n=this.getPropertyDescriptor(e,s,t);n!==void 0&&ys(this.prototype,e,n)}}static getPropertyDescriptor(e,t,s){let{get:n,set:r}=ws(this.prototype,e)??{get(){return this[t]},set(o){this[t]=o}};return{get:n,set(o){let d=n?.call(this);r?.call(this,o),this.requestUpdate(e,d,s)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??Me}static _$Ei(){if(this.hasOwnProperty(U("elementProperties")))return;let e=xs(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(U("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(U("properties"))){let t=this.properties,s=[...$s(t),..._s(t)];for(let n of s)this.createProperty(n,t[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[s,n]of t)this.elementProperties.set(s,n)}this._$Eh=new Map;for(let[t,s]of this.elementProperties){let n=this._$Eu(t,s);n!==void 0&&this._$Eh.set(n,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let s=new Set(e.flat(1/0).reverse());for(let n of s)t.unshift(pe(n))}else e!==void 0&&t.push(pe(e));return t}static _$Eu(e,t){let s=t.attribute;return s===!1?void 0:typeof s=="string"?s:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let s of t.keys())this.hasOwnProperty(s)&&(e.set(s,this[s]),delete this[s]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Le(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,s){this._$AK(e,s)}_$ET(e,t){let s=this.constructor.elementProperties.get(e),n=this.constructor._$Eu(e,s);if(n!==void 0&&s.reflect===!0){let r=(s.converter?.toAttribute!==void 0?s.converter:me).toAttribute(t,s.type);this._$Em=e,r==null?this.removeAttribute(n):this.setAttribute(n,r),this._$Em=null}}_$AK(e,t){let s=this.constructor,n=s._$Eh.get(e);if(n!==void 0&&this._$Em!==n){let r=s.getPropertyOptions(n),o=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:me;this._$Em=n;let d=o.fromAttribute(t,r.type);this[n]=d??this._$Ej?.get(n)??d,this._$Em=null}}requestUpdate(e,t,s,n=!1,r){if(e!==void 0){let o=this.constructor;if(n===!1&&(r=this[e]),s??=o.getPropertyOptions(e),!((s.hasChanged??Ie)(r,t)||s.useDefault&&s.reflect&&r===this._$Ej?.get(e)&&!this.hasAttribute(o._$Eu(e,s))))return;this.C(e,t,s)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:s,reflect:n,wrapped:r},o){s&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,o??t??this[e]),r!==!0||o!==void 0)||(this._$AL.has(e)||(this.hasUpdated||s||(t=void 0),this._$AL.set(e,t)),n===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[n,r]of this._$Ep)this[n]=r;this._$Ep=void 0}let s=this.constructor.elementProperties;if(s.size>0)for(let[n,r]of s){let{wrapped:o}=r,d=this[n];o!==!0||this._$AL.has(n)||d===void 0||this.C(n,void 0,r,d)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(s=>s.hostUpdate?.()),this.update(t)):this._$EM()}catch(s){throw e=!1,this._$EM(),s}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};_.elementStyles=[],_.shadowRootOptions={mode:"open"},_[U("elementProperties")]=new Map,_[U("finalized")]=new Map,As?.({ReactiveElement:_}),(K.reactiveElementVersions??=[]).push("2.1.2");var ge=globalThis,Ue=i=>i,Y=ge.trustedTypes,He=Y?Y.createPolicy("lit-html",{createHTML:i=>i}):void 0,ve="$lit$",x=`lit$${Math.random().toFixed(9).slice(2)}$`,be="?"+x,Ts=`<${be}>`,k=document,D=()=>k.createComment(""),z=i=>i===null||typeof i!="object"&&typeof i!="function",ye=Array.isArray,qe=i=>ye(i)||typeof i?.[Symbol.iterator]=="function",fe=`[ 	
\f\r]`,H=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,De=/-->/g,ze=/>/g,S=RegExp(`>|${fe}(?:([^\\s"'>=/]+)(${fe}*=${fe}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Be=/'/g,We=/"/g,Fe=/^(?:script|style|textarea|title)$/i,we=i=>(e,...t)=>({_$litType$:i,strings:e,values:t}),l=we(1),ri=we(2),oi=we(3),b=Symbol.for("lit-noChange"),h=Symbol.for("lit-nothing"),Ve=new WeakMap,C=k.createTreeWalker(k,129);function je(i,e){if(!ye(i)||!i.hasOwnProperty("raw"))throw Error("invalid template strings array");return He!==void 0?He.createHTML(e):e}var Ge=(i,e)=>{let t=i.length-1,s=[],n,r=e===2?"<svg>":e===3?"<math>":"",o=H;for(let d=0;d<t;d++){let a=i[d],u,f,c=-1,m=0;for(;m<a.length&&(o.lastIndex=m,f=o.exec(a),f!==null);)m=o.lastIndex,o===H?f[1]==="!--"?o=De:f[1]!==void 0?o=ze:f[2]!==void 0?(Fe.test(f[2])&&(n=RegExp("</"+f[2],"g")),o=S):f[3]!==void 0&&(o=S):o===S?f[0]===">"?(o=n??H,c=-1):f[1]===void 0?c=-2:(c=o.lastIndex-f[2].length,u=f[1],o=f[3]===void 0?S:f[3]==='"'?We:Be):o===We||o===Be?o=S:o===De||o===ze?o=H:(o=S,n=void 0);let p=o===S&&i[d+1].startsWith("/>")?" ":"";r+=o===H?a+Ts:c>=0?(s.push(u),a.slice(0,c)+ve+a.slice(c)+x+p):a+x+(c===-2?d:p)}return[je(i,r+(i[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),s]},B=class i{constructor({strings:e,_$litType$:t},s){let n;this.parts=[];let r=0,o=0,d=e.length-1,a=this.parts,[u,f]=Ge(e,t);if(this.el=i.createElement(u,s),C.currentNode=this.el.content,t===2||t===3){let c=this.el.content.firstChild;c.replaceWith(...c.childNodes)}for(;(n=C.nextNode())!==null&&a.length<d;){if(n.nodeType===1){if(n.hasAttributes())for(let c of n.getAttributeNames())if(c.endsWith(ve)){let m=f[o++],p=n.getAttribute(c).split(x),g=/([.?@])?(.*)/.exec(m);a.push({type:1,index:r,name:g[2],strings:p,ctor:g[1]==="."?Q:g[1]==="?"?Z:g[1]==="@"?X:N}),n.removeAttribute(c)}else c.startsWith(x)&&(a.push({type:6,index:r}),n.removeAttribute(c));if(Fe.test(n.tagName)){let c=n.textContent.split(x),m=c.length-1;if(m>0){n.textContent=Y?Y.emptyScript:"";for(let p=0;p<m;p++)n.append(c[p],D()),C.nextNode(),a.push({type:2,index:++r});n.append(c[m],D())}}}else if(n.nodeType===8)if(n.data===be)a.push({type:2,index:r});else{let c=-1;for(;(c=n.data.indexOf(x,c+1))!==-1;)a.push({type:7,index:r}),c+=x.length-1}r++}}static createElement(e,t){let s=k.createElement("template");return s.innerHTML=e,s}};function O(i,e,t=i,s){if(e===b)return e;let n=s!==void 0?t._$Co?.[s]:t._$Cl,r=z(e)?void 0:e._$litDirective$;return n?.constructor!==r&&(n?._$AO?.(!1),r===void 0?n=void 0:(n=new r(i),n._$AT(i,t,s)),s!==void 0?(t._$Co??=[])[s]=n:t._$Cl=n),n!==void 0&&(e=O(i,n._$AS(i,e.values),n,s)),e}var J=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:s}=this._$AD,n=(e?.creationScope??k).importNode(t,!0);C.currentNode=n;let r=C.nextNode(),o=0,d=0,a=s[0];for(;a!==void 0;){if(o===a.index){let u;a.type===2?u=new L(r,r.nextSibling,this,e):a.type===1?u=new a.ctor(r,a.name,a.strings,this,e):a.type===6&&(u=new ee(r,this,e)),this._$AV.push(u),a=s[++d]}o!==a?.index&&(r=C.nextNode(),o++)}return C.currentNode=k,n}p(e){let t=0;for(let s of this._$AV)s!==void 0&&(s.strings!==void 0?(s._$AI(e,s,t),t+=s.strings.length-2):s._$AI(e[t])),t++}},L=class i{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,s,n){this.type=2,this._$AH=h,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=s,this.options=n,this._$Cv=n?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=O(this,e,t),z(e)?e===h||e==null||e===""?(this._$AH!==h&&this._$AR(),this._$AH=h):e!==this._$AH&&e!==b&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):qe(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==h&&z(this._$AH)?this._$AA.nextSibling.data=e:this.T(k.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:s}=e,n=typeof s=="number"?this._$AC(e):(s.el===void 0&&(s.el=B.createElement(je(s.h,s.h[0]),this.options)),s);if(this._$AH?._$AD===n)this._$AH.p(t);else{let r=new J(n,this),o=r.u(this.options);r.p(t),this.T(o),this._$AH=r}}_$AC(e){let t=Ve.get(e.strings);return t===void 0&&Ve.set(e.strings,t=new B(e)),t}k(e){ye(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,s,n=0;for(let r of e)n===t.length?t.push(s=new i(this.O(D()),this.O(D()),this,this.options)):s=t[n],s._$AI(r),n++;n<t.length&&(this._$AR(s&&s._$AB.nextSibling,n),t.length=n)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let s=Ue(e).nextSibling;Ue(e).remove(),e=s}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},N=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,s,n,r){this.type=1,this._$AH=h,this._$AN=void 0,this.element=e,this.name=t,this._$AM=n,this.options=r,s.length>2||s[0]!==""||s[1]!==""?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=h}_$AI(e,t=this,s,n){let r=this.strings,o=!1;if(r===void 0)e=O(this,e,t,0),o=!z(e)||e!==this._$AH&&e!==b,o&&(this._$AH=e);else{let d=e,a,u;for(e=r[0],a=0;a<r.length-1;a++)u=O(this,d[s+a],t,a),u===b&&(u=this._$AH[a]),o||=!z(u)||u!==this._$AH[a],u===h?e=h:e!==h&&(e+=(u??"")+r[a+1]),this._$AH[a]=u}o&&!n&&this.j(e)}j(e){e===h?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},Q=class extends N{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===h?void 0:e}},Z=class extends N{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==h)}},X=class extends N{constructor(e,t,s,n,r){super(e,t,s,n,r),this.type=5}_$AI(e,t=this){if((e=O(this,e,t,0)??h)===b)return;let s=this._$AH,n=e===h&&s!==h||e.capture!==s.capture||e.once!==s.once||e.passive!==s.passive,r=e!==h&&(s===h||n);n&&this.element.removeEventListener(this.name,this,s),r&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},ee=class{constructor(e,t,s){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(e){O(this,e)}},Ke={M:ve,P:x,A:be,C:1,L:Ge,R:J,D:qe,V:O,I:L,H:N,N:Z,U:X,B:Q,F:ee},Ss=ge.litHtmlPolyfillSupport;Ss?.(B,L),(ge.litHtmlVersions??=[]).push("3.3.3");var Ye=(i,e,t)=>{let s=t?.renderBefore??e,n=s._$litPart$;if(n===void 0){let r=t?.renderBefore??null;s._$litPart$=n=new L(e.insertBefore(D(),r),r,void 0,t??{})}return n._$AI(i),n};var $e=globalThis,A=class extends _{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Ye(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return b}};A._$litElement$=!0,A.finalized=!0,$e.litElementHydrateSupport?.({LitElement:A});var Cs=$e.litElementPolyfillSupport;Cs?.({LitElement:A});($e.litElementVersions??=[]).push("4.2.2");var E={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},te=i=>(...e)=>({_$litDirective$:i,values:e}),P=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,s){this._$Ct=e,this._$AM=t,this._$Ci=s}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:ks}=Ke,Je=i=>i;var Ze=i=>i.strings===void 0,Qe=()=>document.createComment(""),M=(i,e,t)=>{let s=i._$AA.parentNode,n=e===void 0?i._$AB:e._$AA;if(t===void 0){let r=s.insertBefore(Qe(),n),o=s.insertBefore(Qe(),n);t=new ks(r,o,i,i.options)}else{let r=t._$AB.nextSibling,o=t._$AM,d=o!==i;if(d){let a;t._$AQ?.(i),t._$AM=i,t._$AP!==void 0&&(a=i._$AU)!==o._$AU&&t._$AP(a)}if(r!==n||d){let a=t._$AA;for(;a!==r;){let u=Je(a).nextSibling;Je(s).insertBefore(a,n),a=u}}}return t},T=(i,e,t=i)=>(i._$AI(e,t),i),Os={},se=(i,e=Os)=>i._$AH=e,Xe=i=>i._$AH,ie=i=>{i._$AR(),i._$AA.remove()};var et=te(class extends P{constructor(i){if(super(i),i.type!==E.PROPERTY&&i.type!==E.ATTRIBUTE&&i.type!==E.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!Ze(i))throw Error("`live` bindings can only contain a single expression")}render(i){return i}update(i,[e]){if(e===b||e===h)return e;let t=i.element,s=i.name;if(i.type===E.PROPERTY){if(e===t[s])return b}else if(i.type===E.BOOLEAN_ATTRIBUTE){if(!!e===t.hasAttribute(s))return b}else if(i.type===E.ATTRIBUTE&&t.getAttribute(s)===e+"")return b;return se(i),e}});var tt=(i,e,t)=>{let s=new Map;for(let n=e;n<=t;n++)s.set(i[n],n);return s},st=te(class extends P{constructor(i){if(super(i),i.type!==E.CHILD)throw Error("repeat() can only be used in text expressions")}dt(i,e,t){let s;t===void 0?t=e:e!==void 0&&(s=e);let n=[],r=[],o=0;for(let d of i)n[o]=s?s(d,o):o,r[o]=t(d,o),o++;return{values:r,keys:n}}render(i,e,t){return this.dt(i,e,t).values}update(i,[e,t,s]){let n=Xe(i),{values:r,keys:o}=this.dt(e,t,s);if(!Array.isArray(n))return this.ut=o,r;let d=this.ut??=[],a=[],u,f,c=0,m=n.length-1,p=0,g=r.length-1;for(;c<=m&&p<=g;)if(n[c]===null)c++;else if(n[m]===null)m--;else if(d[c]===o[p])a[p]=T(n[c],r[p]),c++,p++;else if(d[m]===o[g])a[g]=T(n[m],r[g]),m--,g--;else if(d[c]===o[g])a[g]=T(n[c],r[g]),M(i,a[g+1],n[c]),c++,g--;else if(d[m]===o[p])a[p]=T(n[m],r[p]),M(i,n[c],n[m]),m--,p++;else if(u===void 0&&(u=tt(o,p,g),f=tt(d,c,m)),u.has(d[c]))if(u.has(d[m])){let $=f.get(o[p]),he=$!==void 0?n[$]:null;if(he===null){let Ne=M(i,n[c]);T(Ne,r[p]),a[p]=Ne}else a[p]=T(he,r[p]),M(i,n[c],he),n[$]=null;p++}else ie(n[m]),m--;else ie(n[c]),c++;for(;p<=g;){let $=M(i,a[g+1]);T($,r[p]),a[p++]=$}for(;c<=m;){let $=n[c++];$!==null&&ie($)}return this.ut=o,se(i,a),b}});var Ns=/https:\/\/[^\s<>"\u00ab\u00bb]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/giu,Rs=/[.,;:!?\u2026'\u2019)\]]+$/u;function it(i){let e=[],t=0;for(let s of i.matchAll(Ns)){let n=s[0].replace(Rs,""),r=/^https:/i.test(n)?Ls(n):`mailto:${n}`;r!==null&&(s.index>t&&e.push({text:i.slice(t,s.index),href:null}),e.push({text:n,href:r}),t=s.index+n.length)}return t<i.length&&e.push({text:i.slice(t),href:null}),e}function Ls(i){try{let e=new URL(i);return e.protocol==="https:"&&e.username===""&&e.password===""?e.href:null}catch{return null}}function y(i){return i.replace(/ (?=[:;!?\u00bb%\u20ac](?:\s|$|[.,)]))/g,"\xA0").replace(/\u00ab /g,"\xAB\xA0")}var nt="Assistant";var rt="programme, pas une personne",ot="\xC9crire \xE0 l'assistant",at="Fermer la discussion",lt="Conversation avec l'assistant",dt="Discussion avec l'assistant, un programme",W="Assistant : ",ct="Une personne de l'\xE9quipe",ht="Vous : ",ut="R\xE9ponses propos\xE9es",pt="Votre message",mt="Votre message",ft="Entr\xE9e pour envoyer, Maj + Entr\xE9e pour aller \xE0 la ligne.",gt="Envoyer",vt="R\xE9essayer",bt=" (nouvelle fen\xEAtre)",yt="Menu",wt="Options de la discussion",$t={label:"Relire ce qui est gard\xE9 sur moi",says:"mes donn\xE9es"},_t={label:"Continuer sur un autre appareil",says:"code de reprise"},xt={label:"Parler \xE0 un humain",says:"parler \xE0 un humain"},Et="Imprimer mes notes",At="J'ai un code de reprise",Tt="Votre code de reprise",St="8 lettres et chiffres, par exemple ABCD-EF23. Le code sert une fois.",Ct="Un code de reprise a 8 lettres et chiffres. V\xE9rifiez celui que vous avez recopi\xE9.",kt="Reprendre",Ot="Annuler",Nt=i=>`reprendre code ${i}`,Rt=i=>`${i} : relu plus bas, \xE0 jour.`,Lt="Contest\xE9 : un recruteur ne lit pas ce passage comme surlign\xE9.",Pt="Annuler",Mt="Vos mots seront retir\xE9s dans 10 secondes. \xAB Annuler \xBB les garde.",V="Mes notes",It="Vos notes arrivent\u2026",Ut="Inscription",Ht="Imprimer, ou enregistrer en PDF",Dt="Votre navigateur a emp\xEAch\xE9 l'ouverture d'un onglet. Autorisez les fen\xEAtres de ce site, ou \xE9crivez \xAB mes donn\xE9es \xBB ici.",zt="La discussion s'ouvre\u2026",Bt="L'assistant se r\xE9veille\u2026 Encore quelques secondes : rien n'est perdu.",Wt="Je r\xE9fl\xE9chis\u2026",Vt="La r\xE9ponse prend plus de temps que d'habitude. Elle arrive, rien n'est perdu.",qt="message non conserv\xE9 (avant votre accord)",Ft="Non envoy\xE9",jt="Refus\xE9",Gt="Votre conversation est reprise ici.",Kt="Vous semblez hors connexion. Vous pouvez continuer \xE0 \xE9crire : vos messages partiront au retour de la connexion.",Yt="Je n'arrive pas \xE0 joindre le service. V\xE9rifiez votre connexion, puis r\xE9essayez.",w="Le service ne r\xE9pond pas comme pr\xE9vu. R\xE9essayez dans un moment : rien n'est perdu.",Jt="La r\xE9ponse n'est pas arriv\xE9e \xE0 temps. Vous pouvez r\xE9essayer : votre message ne sera pas compt\xE9 deux fois.",Qt="Un message n'est pas parti avant la fermeture de la page.",Zt="Votre session n'\xE9tait plus valable : une nouvelle conversation a commenc\xE9. Votre message n'est pas parti ; \xAB R\xE9essayer \xBB l'envoie ici.";function Xt(i){return i>=0?i===1?"Il reste 1 caract\xE8re.":`Il reste ${i} caract\xE8res.`:`Message trop long : ${-i} ${i===-1?"caract\xE8re":"caract\xE8res"} de trop. Raccourcissez-le, ou envoyez-le en deux fois.`}function es(i){return i<0?"Message trop long. Raccourcissez-le, ou envoyez-le en deux fois.":`Il reste moins de ${[100,300,600].find(e=>i<e)??1e3} caract\xE8res.`}function ts(i){return`Conversation retrouv\xE9e : ${i} messages.`}function _e(i){return i===1?"1 nouveau message":`${i} nouveaux messages`}function is({title:i}){return l`<p class="text older"><span class="hidden">${W}</span>${Rt(i)}</p>`}function ns(i,e){let t=n=>{let r=e.isHeld(n);return l`<button class="act" type="button" @click=${()=>e.act(n)}>
      ${r?Pt:n.label}<span class="hidden">${" \u2013 "}${r?n.label:h} ${n.about}</span>
    </button>`},s=i.actions.find(n=>e.isHeld(n));return l`<div class="text card" role="group" aria-label=${i.title}>
    <h3><span class="hidden">${W}</span>${i.title}</h3>
    ${i.question?l`<p class="question">${y(i.question)}</p>`:h}
    ${i.rows.length?l`<dl>
          ${i.rows.map(({label:n,text:r,actions:o})=>l`<div class=${o.length?"field":"words"}>
              <dt>${n}</dt>
              <dd>${o.length?y(r):r}</dd>
              ${o.length?l`<dd class="acts">${o.map(t)}</dd>`:h}
            </div>`)}
        </dl>`:h}
    ${i.passages.length?l`<h4>${i.passages_title}</h4>
          <ul>
            ${i.passages.map(({text:n,label:r,struck:o,actions:d})=>l`<li>
                ${o?l`<s>${ss(n)}</s>`:l`<span class="passage">${ss(n)}</span>`}
                <span class="shows">${o?Lt:y(r)}</span>
                ${d.map(t)}
              </li>`)}
          </ul>`:h}
    ${i.remarks.map(n=>l`<p class="remark">${y(n)}</p>`)}
    ${s?l`<p class="remark held">${Mt}</p>`:h}
    ${i.actions.length?l`<div class="acts">${i.actions.map(t)}</div>`:h}
  </div>`}function ss(i){return y(`\xAB ${i} \xBB`)}var rs=R`
  .text.card {
    width: 100%;
    max-width: min(100%, 38em);
    white-space: normal;
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
    min-height: 2.4em;
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
`;var v=class extends Error{constructor(t,s){super(s);this.failure=t}failure},Ps=65e3,Ms=new Set([400,413,415]),Is="waking",Us=1500,Hs=60,ne=class{#e;#d;constructor(e,t){this.#e=`${e.replace(/\/+$/,"")}/webhooks/web`,this.#d=t}async openSession(e){let t=await this.#n("/session",null,e===null?{}:{token:e});if(typeof t.token!="string")throw new v("trouble",w);return{...Ee(t),token:t.token}}async sendMessage(e,t,s){return Ee(await this.#n("/messages",e,{id:t,text:s}))}async fetchNews(e,t){return Ee(await this.#n(`/messages?after=${t}`,e))}async fetchNotes(e){let t=await this.#n("/notes",e);if(!Array.isArray(t.notes))throw new v("trouble",w);return t}async#n(e,t,s){let n={};t!==null&&(n.authorization=`Bearer ${t}`),s!==void 0&&(n["content-type"]="application/json");let r={method:s===void 0?"GET":"POST",headers:n,body:s===void 0?void 0:JSON.stringify(s)},o=1;try{for(;;o+=1){let d=await this.#o(e,r),a=await d.json().catch(()=>null);if(d.ok&&a!==null)return a;if(s===void 0||a?.error!==Is||o===Hs){let u=typeof a?.message=="string"?a.message:w;throw new v(d.ok?"trouble":Ds(d.status),u)}this.#d(!0),await new Promise(u=>setTimeout(u,Us))}}finally{o>1&&this.#d(!1)}}async#o(e,t){try{return await fetch(this.#e+e,{...t,keepalive:t.method==="POST",credentials:"omit",cache:"no-store",referrerPolicy:"no-referrer",signal:AbortSignal.timeout(Ps)})}catch(s){throw s instanceof DOMException&&s.name==="TimeoutError"?new v("trouble",Jt):new v("network",Yt)}}};function Ee(i){if(!Array.isArray(i.messages)||typeof i.cursor!="number")throw new v("trouble",w);return i}function Ds(i){return i===401?"session":Ms.has(i)?"refused":"trouble"}var os="conseiller-bot",oe=class{#e;constructor(e){this.#e=e===""?os:`${os} ${e}`}async alone(e){let t=navigator.locks;await(t===void 0?e():t.request(this.#e,e))}readToken(){return re(()=>localStorage.getItem(this.#e))??null}writeToken(e){re(()=>localStorage.setItem(this.#e,e))}readTab(){let e=re(()=>JSON.parse(sessionStorage.getItem(this.#e)??"{}"));return{draft:"",unsent:[],unkeptWords:{},...e}}writeTab(e){let t=e.draft===""&&e.unsent.length===0&&Object.keys(e.unkeptWords).length===0;re(()=>t?sessionStorage.removeItem(this.#e):sessionStorage.setItem(this.#e,JSON.stringify(e)))}};function re(i){try{return i()}catch{return}}var zs=2e3,Bs=8e3,Ws=1e4,Vs=/effac|supprim/i,le=class i{entries=[];draft="";opening=!1;delivering=!1;answering=!1;patience="short";waking=!1;found=null;isNew=!1;offline=!navigator.onLine;trouble=null;prefilled=!1;#e=new Map;#d=new Map;#n=null;#o;#a;#m=new Set;#s=null;#i=0;#l=new Map;#y=null;#f=[];#c=new Set;static#w=new Map;static with(e){let t=i.#w.get(e),s=t??new i(e);return t===void 0&&i.#w.set(e,s),s}constructor(e){this.#o=new ne(e,s=>this.#P(s)),this.#a=new oe(e);let t=this.#a.readTab();this.draft=t.draft,this.entries=t.unsent.map(({key:s,text:n})=>as(s,n,"failed")),this.#l=new Map(Object.entries(t.unkeptWords).map(([s,n])=>[Number(s),n])),window.addEventListener("pagehide",this.#u),document.addEventListener("visibilitychange",()=>{document.visibilityState==="hidden"&&this.#u()})}watch(e){this.#m.add(e)}unwatch(e){this.#m.delete(e)}#t(){for(let e of this.#m)e()}get isOpen(){return this.#s!==null}get offered(){let e=this.entries.findLastIndex(s=>s.from==="user"),t=this.entries.findLastIndex(s=>s.buttons.length>0);return t>e&&!this.answering?this.entries[t]??null:null}open(){return this.#y??=this.#a.alone(()=>this.#S()).finally(()=>this.#y=null),this.#y}async#S(){let e=this.#a.readToken();this.opening=!0,this.isNew=e===null,this.trouble=null,this.#t();try{let t=await this.#o.openSession(e);this.#v(),(t.token!==e||(this.#s??t.token)!==t.token)&&this.#_(),this.#s=t.token,this.#a.writeToken(t.token),this.#A(t),t.token===e&&(this.found={count:t.messages.length,byCode:!1}),this.entries.some(ae)&&(this.trouble={sentence:Qt,canRetry:!0})}catch(t){this.#$(t)}finally{this.opening=!1,this.#t()}}#_(){this.#l.clear(),this.#e.clear(),this.entries=this.entries.filter(ae),this.#i=0}cardOf(e){let t=e.card===null?void 0:this.#e.get(e.card);return t===void 0?null:{card:t,isOlder:this.entries.findLast(s=>s.card===e.card)!==e}}act=e=>{if(this.isHeld(e))this.#x(),this.#t();else if(e.holds)this.#u(),this.#n={says:e.says,timer:setTimeout(this.#u,Ws)},this.#t();else{let t=this.send(e.says);e.draft!==void 0&&this.#d.set(t,e.draft)}};isHeld=e=>this.#n?.says===e.says;#x(){let e=this.#n?.says??null;return clearTimeout(this.#n?.timer),this.#n=null,e}#u=()=>{let e=this.#x();e!==null&&this.send(e)};send(e){this.#u();let t=crypto.randomUUID?.()??Fs();return this.entries.push(as(t,e,"waiting")),this.retry(),t}retry(){for(let e of this.entries)e.delivery==="failed"&&(e.delivery="waiting");this.trouble=null,this.#h(),this.#t(),this.#C()}keepDraft(e){this.draft=e,this.#h(),this.#t()}async fetchNotes(){if(this.#s===null&&await this.open(),this.#s===null)throw new v("trouble",this.trouble?.sentence??w);return this.#o.fetchNotes(this.#s)}complain(e){this.trouble={sentence:e,canRetry:!1},this.#t()}async catchUp(){this.delivering||await this.#g(this.#i)}async refresh(){this.delivering||await this.#g(0)}connectionLost(){this.offline=!0,this.#t()}async connectionBack(){this.offline=!1,this.trouble?.isConnection?this.retry():this.isOpen?await this.refresh():await this.open(),this.#t()}async#C(){if(this.#s===null&&this.delivering)return;this.delivering=!0,this.#s===null&&await this.open();let e=this.#s;e===null&&this.#E();let t=this.entries.filter(s=>s.delivery==="waiting"&&!this.#c.has(s));for(let s of t)this.#c.add(s);for(let s of t)e!==null&&e===this.#s&&s.delivery==="waiting"&&await this.#k(s,e),this.#c.delete(s);this.delivering=this.#c.size>0,this.#t()}async#k(e,t){this.#b(!0);try{let s=await this.#o.sendMessage(t,e.key,e.text??"");if(this.#v(),e.delivery="sent",s.elsewhere){this.#b(!1),await this.#N();return}e.position=Math.min(...s.messages.map(({id:r})=>r),1/0)-.5,Number.isFinite(e.position)||(e.position=this.#i+.5),this.#r(s),this.#O(e.key),this.#h(),this.#b(this.#c.size>1);let n=s.messages.some(({text:r})=>Vs.test(r??""));await this.#g(n?0:this.#i)}catch(s){this.#b(this.#c.size>1),await this.#R(e,s)}}#O(e){let t=this.#d.get(e);this.#d.delete(e),!(t===void 0||this.draft!=="")&&(this.draft=t,this.prefilled=!0)}async#N(){this.opening=!0,this.isNew=!1,this.#_(),this.#t(),await this.#g(0),this.opening=!1,this.found={count:this.entries.length,byCode:!0}}async#R(e,t){let s=t instanceof v?t.failure:"trouble";s==="refused"?(e.delivery="refused",e.position=this.#i+.5,this.trouble={sentence:t.message,canRetry:!1}):(this.#E(),s==="session"?(await this.open(),this.#s!==null&&(this.trouble={sentence:Zt,canRetry:!0})):this.#$(t)),this.#h()}#E(){for(let e of this.entries)e.delivery==="waiting"&&(e.delivery="failed")}async#g(e){let t=this.#s;if(t!==null){try{let s=await this.#o.fetchNews(t,e);if(t!==this.#s)return;this.#v(),e===0?this.#A(s):this.#L(s)}catch(s){s instanceof v&&s.failure==="session"?await this.open():s instanceof v&&s.failure==="network"&&(this.offline=!0)}this.#t()}}#L(e){this.#r(e),this.#i=Math.max(this.#i,e.cursor),this.#h()}#A(e){let t=new Set(e.messages.map(({id:r})=>r)),s=r=>r!==null&&!t.has(r),n=this.entries.some(({id:r})=>s(r))||[...this.#l.keys()].some(s);this.#r(e),n&&this.#l.clear(),this.entries=this.entries.filter(r=>!s(r.id)&&(r.id!==null||ae(r))),this.#i=Math.max(this.#i,e.cursor),this.#h()}#r({messages:e,cards:t={}}){for(let[n,r]of Object.entries(t))this.#e.set(n,r);let s=new Set(this.entries.map(({id:n})=>n));for(let n of e){if(s.has(n.id))continue;let r=n.from==="user"?this.#p(n):void 0;r!==void 0?(r.id=r.position=n.id,r.delivery="sent",!n.text&&r.text&&this.#l.set(n.id,r.text)):this.entries.push({key:`server-${n.id}`,from:n.from,person:n.person===!0,card:n.card??null,buttons:n.from==="bot"?n.buttons??[]:[],text:n.text||this.#l.get(n.id)||null,id:n.id,position:n.id,delivery:"sent"})}this.entries.sort((n,r)=>n.position===r.position?0:n.position-r.position)}#p(e){return this.entries.find(t=>t.from!=="user"||t.id!==null||t.delivery==="refused"?!1:e.text?qs(t.text??"",e.text):t.delivery==="sent")}#v(){this.offline=!1}#$(e){if(e instanceof v){let t=e.failure==="network";t&&(this.offline=!navigator.onLine),this.trouble={sentence:e.message,canRetry:e.failure!=="refused",isConnection:t}}else this.trouble={sentence:w,canRetry:!0}}#P(e){this.waking!==e&&(this.waking=e,this.#t())}#b(e){this.#f.forEach(clearTimeout),this.#f=[],this.answering=e,this.patience="short",e&&(this.#f=[this.#T("thinking",zs),this.#T("slow",Bs)]),this.#t()}#T(e,t){return setTimeout(()=>{this.patience=e,this.#t()},t)}#h(){let e=this.entries.filter(ae).map(({key:t,text:s})=>({key:t,text:s??""}));this.#a.writeTab({draft:this.draft,unsent:e,unkeptWords:Object.fromEntries(this.#l)})}};function as(i,e,t){return{key:i,from:"user",person:!1,card:null,buttons:[],text:e,id:null,position:1/0,delivery:t}}function ae(i){return i.delivery==="waiting"||i.delivery==="failed"}function qs(i,e){return i.trim().replace(/^\/+/,"").trim()===e}function Fs(){return Array.from(crypto.getRandomValues(new Uint8Array(16)),i=>i.toString(16).padStart(2,"0")).join("")}var js=`
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
`;function ls(){let i=window.open("","_blank");if(i===null)return null;let{document:e}=i;e.documentElement.lang="fr",e.title=V;let t=new i.CSSStyleSheet;t.replaceSync(js),e.adoptedStyleSheets=[t];let s=e.createElement("meta");return s.name="viewport",s.content="width=device-width, initial-scale=1",e.head.append(s),Ae(i,n=>{n("h1",V),n("p",It)}),i}function ds(i,e){Ae(i,t=>{t("h1",V),t("p",e).setAttribute("role","alert")})}function cs(i,{introduction:e,registration:t,notes:s}){Ae(i,n=>{if(n("h1",V),n("p",e),t.length!==0){n("button",Ht).addEventListener("click",()=>i.print()),n("h2",Ut),Gs(n,t);for(let{title:r,question:o,answers:d,quotes_title:a,quotes:u,remarks:f,comments:c}of s){n("h2",r),n("p",o);for(let[m,p]of[...d,...c])n("h3",m),n("blockquote",p);if(u.length>0){n("h3",a);let m=n("ul","");for(let[p,g]of u)n("li",`\xAB ${p} \xBB : ${g}`,m)}for(let m of f)n("p",m)}}})}function Ae(i,e){let t=i.document,s=t.createElement("main");e((n,r,o=s)=>{let d=t.createElement(n);return d.textContent=y(r),o.append(d),d}),t.body.replaceChildren(s)}function Gs(i,e){let t=i("dl","");for(let[s,n]of e)i("dt",s,t),i("dd",n,t)}var de=document.currentScript,hs=Ks(de?.src??"");function Ks(i){if(i==="")return"";let{href:e}=new URL(".",i);return e===`${location.origin}/`?"":e}function us(i){if(de===null||de.dataset.manual!==void 0)return;let{theme:e,label:t}=de.dataset,s=()=>{if(document.querySelector(i)!==null)return;let n=document.createElement(i);e!==void 0&&n.setAttribute("theme",e),t!==void 0&&n.setAttribute("label",t),document.body.append(n)};document.readyState==="loading"?document.addEventListener("DOMContentLoaded",s,{once:!0}):s()}var Te="(max-width: 30em), (max-height: 30em)",ps=G(Te),ms=R`
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
`,fs=R`
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
      ${ms}
    }
  }

  @media screen {
    :host([theme="dark"]) {
      ${ms}
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

  @media ${ps} {
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

  @media ${ps}, (pointer: coarse) {
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
`;var Ys=6e3,gs=600,Js=15e3,Qs=4,Zs=500,Se=matchMedia(Te),ce=class extends A{static styles=[fs,rs];static properties={server:{type:String},open:{type:Boolean},label:{type:String},expanded:{state:!0},menu:{state:!0},readAloud:{state:!0},codeIsWrong:{state:!0},wasTooLong:{state:!0}};#e=null;#d;#n=0;#o;#a=new Set;#m=null;#s=0;constructor(){super(),this.server=hs,this.open=!1,this.label="",this.expanded=!1,this.menu="closed",this.readAloud=!1,this.codeIsWrong=!1,this.wasTooLong=!1}show(){this.expanded=!0}hide(){this.expanded=!1}connectedCallback(){super.connectedCallback(),this.lang||(this.lang="fr"),this.#e?.watch(this.#l),this.#d=setInterval(this.#y,Js),document.addEventListener("visibilitychange",this.#f),window.addEventListener("online",this.#c),window.addEventListener("offline",this.#w),Se.addEventListener("change",this.#$)}disconnectedCallback(){super.disconnectedCallback(),this.#e?.unwatch(this.#l),clearInterval(this.#d),document.removeEventListener("visibilitychange",this.#f),window.removeEventListener("online",this.#c),window.removeEventListener("offline",this.#w),Se.removeEventListener("change",this.#$)}get#i(){return this.open||this.expanded}#l=()=>this.requestUpdate();#y=()=>{this.#n+=1,!(document.visibilityState!=="visible"||!this.#e?.isOpen)&&(this.#i||this.#n%Qs===0)&&this.#e.catchUp()};#f=()=>{document.visibilityState==="visible"&&this.#e?.refresh()};#c=()=>{this.#e?.connectionBack()};#w=()=>this.#e?.connectionLost();willUpdate(e){e.has("expanded")&&(this.menu="closed"),!(!this.#i||this.#e!==null)&&(this.#e=le.with(this.server),this.#e.watch(this.#l),this.#e.isOpen||this.#e.open())}updated(e){this.#v(),e.has("expanded")&&e.get("expanded")!==void 0&&(this.expanded?this.#p:this.#r(".bubble"))?.focus(),e.has("menu")&&this.menu==="code"&&this.#r("#code")?.focus(),this.#F(),this.#j(),this.#q(),this.#t()}#t(){let e=this.#e;this.#i&&e?.isOpen===!0&&!e.opening?this.readAloud||(this.#o??=setTimeout(()=>this.readAloud=!0,Zs)):(clearTimeout(this.#o),this.#o=void 0,this.readAloud=this.#i&&e?.isNew===!0)}render(){let e=this.#e;if(!this.#i||e===null)return this.#S();this.#s=Xs(e);let t=l`
      ${this.#_()} ${this.#x()} ${this.#k(e)} ${this.#E(e)}
      ${this.#g(e)} ${this.#L(e)}
      <p class="hidden" role="status">${this.#A(e)||h}</p>
    `;return this.open?l`<section class="panel" aria-label=${dt} @keydown=${this.#H}>${t}</section>`:l`<dialog
          class="panel floating"
          aria-labelledby="title"
          @keydown=${this.#H}
          @keyup=${Ce}
          @keypress=${Ce}
          @cancel=${this.#V}
        >
          ${t}
        </dialog>`}#S(){let e=this.#e?.entries.filter(({from:t,id:s})=>t==="bot"&&(s??0)>this.#s).length;return l`<button class="bubble" type="button" aria-haspopup="dialog" @click=${this.show}>
        ${vs("M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H9l-5 4v-4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z")}
        <span>${this.label||ot}</span>
        ${e?l`<span class="unread">${_e(e)}</span>`:h}
      </button>
      <p class="hidden" role="status">${e?_e(e):h}</p>`}#_(){return l`<div class="head">
      <h2 id="title">${nt}<span class="hidden">${" \u2013 "}</span><span class="subtitle">${rt}</span></h2>
      <button
        class="plain menu-button"
        type="button"
        aria-expanded=${this.menu!=="closed"}
        aria-controls="menu"
        @click=${this.#z}
      >
        ${yt}
      </button>
      ${this.open?h:l`<button class="plain" type="button" aria-label=${at} @click=${this.hide}>
            ${vs("m6.4 5 5.6 5.6L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z")}
          </button>`}
    </div>`}#x(){return l`<div id="menu" class="menu" ?hidden=${this.menu==="closed"}>
      ${this.menu==="code"?this.#C():this.menu==="open"?this.#u():h}
    </div>`}#u(){let e=(s,n)=>l`<li><button class="plain item" type="button" @click=${n}>${s}</button></li>`,t=({label:s,says:n})=>e(s,()=>this.#M(n));return l`<ul aria-label=${wt}>
      ${t($t)} ${e(Et,this.#W)} ${t(_t)}
      ${e(At,()=>this.menu="code")} ${t(xt)}
    </ul>`}#C(){return l`<form class="code" novalidate @submit=${this.#B}>
      <label for="code">${Tt}</label>
      <input
        id="code"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck="false"
        aria-describedby="code-hint"
        aria-invalid=${this.codeIsWrong}
      />
      <p id="code-hint" class="hint" role=${this.codeIsWrong?"alert":h}>
        ${this.codeIsWrong?Ct:St}
      </p>
      <button class="filled" type="submit">${kt}</button>
      <button class="plain" type="button" @click=${this.#I}>${Ot}</button>
    </form>`}#k(e){let{offered:t}=e;return l`<div
      class="log"
      role="log"
      tabindex="0"
      aria-label=${lt}
      aria-live=${this.readAloud?"polite":"off"}
      aria-busy=${e.opening||e.delivering}
    >
      ${st(e.entries,({key:s})=>s,s=>this.#O(s,s===t))}
      ${e.answering?l`<div class="typing" aria-hidden="true"><span></span><span></span><span></span></div>`:h}
    </div>`}#O(e,t){let s=e.delivery==="failed"||e.delivery==="refused",n=e.from==="bot"?W:ht;return l`<div
      class="message ${e.from} ${s?"undelivered":""}"
      data-from=${e.from}
      data-key=${e.key}
      data-delivery=${e.delivery}
    >
      ${e.person?l`<p class="person">${ct}</p>`:h}
      ${this.#N(e)??l`<p class="text"><span class="hidden">${e.person?h:n}</span>${ei(e)}</p>`}
      ${s?l`<span class="delivery">${e.delivery==="failed"?Ft:jt}</span>`:h}
      ${t?this.#R(e.buttons):h}
    </div>`}#N(e){let t=this.#e,s=t?.cardOf(e);return!t||!s?null:s.isOlder?is(s.card):ns(s.card,t)}#R(e){return l`<ul class="choices" aria-label=${ut}>
      ${e.map(t=>l`<li><button class="choice" type="button" @click=${()=>this.#M(t)}>${t}</button></li>`)}
    </ul>`}#E({patience:e,opening:t,waking:s}){let n=s?Bt:{short:"",thinking:Wt,slow:Vt}[e];return l`<div class="state" role="status">${n||(t?zt:h)}</div>`}#g({trouble:e,offline:t}){let s=l`<button class="filled retry" type="button" @click=${this.#D}>${vt}</button>`;return l`<div class="alert" role="alert">
      ${e!==null?l`<div class="bar error">
            <p>${y(e.sentence)}</p>
            ${e.canRetry?s:h}
          </div>`:t?l`<div class="bar offline">
              <p>${y(Kt)}</p>
              ${s}
            </div>`:h}
    </div>`}#L(e){let t=ke(e);return l`<form class="write" @submit=${this.#T}>
      <label class="hidden" for="input">${pt}</label>
      <textarea
        id="input"
        rows="1"
        placeholder=${mt}
        aria-describedby="hint count"
        aria-invalid=${t<0}
        enterkeyhint="send"
        .value=${et(e.draft)}
        @input=${this.#P}
        @keydown=${this.#b}
      ></textarea>
      <button class="filled" type="submit">${gt}</button>
      <p class="hint keys" id="hint">${ft}</p>
      <p class="count ${t<0?"wrong":""}" id="count" role=${this.wasTooLong?"alert":h}>${t<=gs?Xt(t):h}</p>
    </form>`}#A(e){let t=ke(e);if(t<=gs&&!this.wasTooLong)return es(t);let{found:s}=e;return s===null?"":s.byCode?Gt:ts(s.count)}#r(e){return this.renderRoot.querySelector(e)}get#p(){return this.#r("textarea")}#v(){let e=this.#r("dialog");e===null||e.open||(Se.matches?e.showModal():e.show())}#$=()=>{let e=this.#r("dialog");if(e===null)return;let t=this.shadowRoot?.activeElement;e.close(),this.#v(),t?.focus()};#P=()=>{this.wasTooLong=!1,this.#e?.keepDraft(this.#p?.value??"")};#b=e=>{e.key!=="Enter"||e.shiftKey||e.isComposing||(e.preventDefault(),this.#h())};#T=e=>{e.preventDefault(),this.#h(),this.#p?.focus()};#h(){let e=this.#e,t=e?.draft.trim()??"";e===null||t===""||(this.wasTooLong=ke(e)<0,!this.wasTooLong&&(e.keepDraft(""),e.send(t)))}#M(e){this.#e?.send(e),this.menu="closed",this.#U()}#U(){this.#r(".log")?.focus({preventScroll:!0})}#D=()=>{let e=this.#e;e?.trouble?e.retry():e?.connectionBack(),this.#U()};#z=()=>{this.codeIsWrong=!1,this.menu=this.menu==="closed"?"open":"closed"};#I=()=>{this.menu="closed",this.#r(".menu-button")?.focus()};#B=e=>{e.preventDefault();let t=this.#r("#code"),s=/([a-z0-9]{4})[\s.\u2013\u2014-]*([a-z0-9]{4})\W*$/i.exec(t?.value??"");this.codeIsWrong=s===null,s===null?t?.focus():this.#M(Nt(`${s[1]}-${s[2]}`.toUpperCase()))};#W=()=>{let e=ls();if(this.#I(),e===null){this.#e?.complain(Dt);return}this.#e?.fetchNotes().then(t=>cs(e,t),t=>ds(e,t instanceof v?t.message:w))};#V=e=>{e.preventDefault(),this.hide()};#H=e=>{Ce(e),!(e.key!=="Escape"||e.isComposing)&&(this.menu==="closed"&&this.open||(e.preventDefault(),e.stopPropagation(),this.menu==="closed"?this.hide():this.#I()))};#q(){let[e,t]=[this.#e,this.#p];!e?.prefilled||t===null||(e.prefilled=!1,t.focus({preventScroll:!0}),t.setSelectionRange(t.value.length,t.value.length))}#F(){let e=this.#p;e!==null&&(e.style.height="auto",e.style.height=`${e.scrollHeight+e.offsetHeight-e.clientHeight}px`)}#j(){let e=this.#r(".log"),t=this.#e;if(e===null||t===null){this.#a.clear();return}let s=this.#a.size===0,n=t.entries.findIndex(({key:o})=>!this.#a.has(o));this.#a=new Set(t.entries.map(({key:o})=>o));let r=e.scrollHeight-e.clientHeight;if(n>=0&&!s){let o=e.querySelectorAll(".message")[n]?.offsetTop??1/0;e.scrollTop=Math.min(r,o-e.offsetTop-8)}else(n>=0||t.answering||t.trouble!==this.#m)&&(e.scrollTop=r);this.#m=t.trouble}};function Ce(i){let e=i.composedPath()[0];(e instanceof HTMLTextAreaElement||e instanceof HTMLInputElement)&&i.stopPropagation()}function Xs(i){return Math.max(0,...i.entries.map(({id:e})=>e??0))}function ke(i){return Ys-Array.from(i.draft.trim()).length}function vs(i){return l`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${i} /></svg>`}function ei(i){return i.text===null?l`<em class="unkept">${qt}</em>`:i.from==="user"?l`${i.text}`:it(i.text).map(({text:e,href:t})=>t===null?l`${y(e)}`:t.startsWith("mailto:")?l`<a href=${t}>${e}</a>`:l`<a href=${t} target="_blank" rel="noopener noreferrer"
      >${e}<span class="hidden">${bt}</span></a
    >`)}var Oe="conseiller-bot";customElements.get(Oe)||customElements.define(Oe,ce);us(Oe);})();
