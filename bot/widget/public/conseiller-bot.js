"use strict";(()=>{var F=globalThis,q=F.ShadowRoot&&(F.ShadyCSS===void 0||F.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,_e=Symbol(),Ve=new WeakMap,D=class{constructor(e,t,s){if(this._$cssResult$=!0,s!==_e)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(q&&e===void 0){let s=t!==void 0&&t.length===1;s&&(e=Ve.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),s&&Ve.set(t,e))}return e}toString(){return this.cssText}},j=i=>new D(typeof i=="string"?i:i+"",void 0,_e),Y=(i,...e)=>{let t=i.length===1?i[0]:e.reduce((s,n,o)=>s+(r=>{if(r._$cssResult$===!0)return r.cssText;if(typeof r=="number")return r;throw Error("Value passed to 'css' function must be a 'css' function result: "+r+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(n)+i[o+1],i[0]);return new D(t,i,_e)},Fe=(i,e)=>{if(q)i.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let s=document.createElement("style"),n=F.litNonce;n!==void 0&&s.setAttribute("nonce",n),s.textContent=t.cssText,i.appendChild(s)}},xe=q?i=>i:i=>i instanceof CSSStyleSheet?(e=>{let t="";for(let s of e.cssRules)t+=s.cssText;return j(t)})(i):i;var{is:Bs,defineProperty:Vs,getOwnPropertyDescriptor:Fs,getOwnPropertyNames:qs,getOwnPropertySymbols:js,getPrototypeOf:Ys}=Object,G=globalThis,qe=G.trustedTypes,Gs=qe?qe.emptyScript:"",Ks=G.reactiveElementPolyfillSupport,U=(i,e)=>i,Ae={toAttribute(i,e){switch(e){case Boolean:i=i?Gs:null;break;case Object:case Array:i=i==null?i:JSON.stringify(i)}return i},fromAttribute(i,e){let t=i;switch(e){case Boolean:t=i!==null;break;case Number:t=i===null?null:Number(i);break;case Object:case Array:try{t=JSON.parse(i)}catch{t=null}}return t}},Ye=(i,e)=>!Bs(i,e),je={attribute:!0,type:String,converter:Ae,reflect:!1,useDefault:!1,hasChanged:Ye};Symbol.metadata??=Symbol("metadata"),G.litPropertyMetadata??=new WeakMap;var E=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=je){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let s=Symbol(),n=this.getPropertyDescriptor(e,s,t);n!==void 0&&Vs(this.prototype,e,n)}}static getPropertyDescriptor(e,t,s){let{get:n,set:o}=Fs(this.prototype,e)??{get(){return this[t]},set(r){this[t]=r}};return{get:n,set(r){let l=n?.call(this);o?.call(this,r),this.requestUpdate(e,l,s)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??je}static _$Ei(){if(this.hasOwnProperty(U("elementProperties")))return;let e=Ys(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(U("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(U("properties"))){let t=this.properties,s=[...qs(t),...js(t)];for(let n of s)this.createProperty(n,t[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[s,n]of t)this.elementProperties.set(s,n)}this._$Eh=new Map;for(let[t,s]of this.elementProperties){let n=this._$Eu(t,s);n!==void 0&&this._$Eh.set(n,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let s=new Set(e.flat(1/0).reverse());for(let n of s)t.unshift(xe(n))}else e!==void 0&&t.push(xe(e));return t}static _$Eu(e,t){let s=t.attribute;return s===!1?void 0:typeof s=="string"?s:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let s of t.keys())this.hasOwnProperty(s)&&(e.set(s,this[s]),delete this[s]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Fe(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,s){this._$AK(e,s)}_$ET(e,t){let s=this.constructor.elementProperties.get(e),n=this.constructor._$Eu(e,s);if(n!==void 0&&s.reflect===!0){let o=(s.converter?.toAttribute!==void 0?s.converter:Ae).toAttribute(t,s.type);this._$Em=e,o==null?this.removeAttribute(n):this.setAttribute(n,o),this._$Em=null}}_$AK(e,t){let s=this.constructor,n=s._$Eh.get(e);if(n!==void 0&&this._$Em!==n){let o=s.getPropertyOptions(n),r=typeof o.converter=="function"?{fromAttribute:o.converter}:o.converter?.fromAttribute!==void 0?o.converter:Ae;this._$Em=n;let l=r.fromAttribute(t,o.type);this[n]=l??this._$Ej?.get(n)??l,this._$Em=null}}requestUpdate(e,t,s,n=!1,o){if(e!==void 0){let r=this.constructor;if(n===!1&&(o=this[e]),s??=r.getPropertyOptions(e),!((s.hasChanged??Ye)(o,t)||s.useDefault&&s.reflect&&o===this._$Ej?.get(e)&&!this.hasAttribute(r._$Eu(e,s))))return;this.C(e,t,s)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:s,reflect:n,wrapped:o},r){s&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,r??t??this[e]),o!==!0||r!==void 0)||(this._$AL.has(e)||(this.hasUpdated||s||(t=void 0),this._$AL.set(e,t)),n===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[n,o]of this._$Ep)this[n]=o;this._$Ep=void 0}let s=this.constructor.elementProperties;if(s.size>0)for(let[n,o]of s){let{wrapped:r}=o,l=this[n];r!==!0||this._$AL.has(n)||l===void 0||this.C(n,void 0,o,l)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(s=>s.hostUpdate?.()),this.update(t)):this._$EM()}catch(s){throw e=!1,this._$EM(),s}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};E.elementStyles=[],E.shadowRootOptions={mode:"open"},E[U("elementProperties")]=new Map,E[U("finalized")]=new Map,Ks?.({ReactiveElement:E}),(G.reactiveElementVersions??=[]).push("2.1.2");var Se=globalThis,Ge=i=>i,K=Se.trustedTypes,Ke=K?K.createPolicy("lit-html",{createHTML:i=>i}):void 0,Oe="$lit$",$=`lit$${Math.random().toFixed(9).slice(2)}$`,ke="?"+$,Qs=`<${ke}>`,k=document,W=()=>k.createComment(""),z=i=>i===null||typeof i!="object"&&typeof i!="function",Ne=Array.isArray,tt=i=>Ne(i)||typeof i?.[Symbol.iterator]=="function",Te=`[ 	
\f\r]`,H=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Qe=/-->/g,Je=/>/g,S=RegExp(`>|${Te}(?:([^\\s"'>=/]+)(${Te}*=${Te}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Ze=/'/g,Xe=/"/g,st=/^(?:script|style|textarea|title)$/i,Ce=i=>(e,...t)=>({_$litType$:i,strings:e,values:t}),u=Ce(1),zi=Ce(2),Bi=Ce(3),b=Symbol.for("lit-noChange"),c=Symbol.for("lit-nothing"),et=new WeakMap,O=k.createTreeWalker(k,129);function it(i,e){if(!Ne(i)||!i.hasOwnProperty("raw"))throw Error("invalid template strings array");return Ke!==void 0?Ke.createHTML(e):e}var nt=(i,e)=>{let t=i.length-1,s=[],n,o=e===2?"<svg>":e===3?"<math>":"",r=H;for(let l=0;l<t;l++){let a=i[l],h,f,d=-1,p=0;for(;p<a.length&&(r.lastIndex=p,f=r.exec(a),f!==null);)p=r.lastIndex,r===H?f[1]==="!--"?r=Qe:f[1]!==void 0?r=Je:f[2]!==void 0?(st.test(f[2])&&(n=RegExp("</"+f[2],"g")),r=S):f[3]!==void 0&&(r=S):r===S?f[0]===">"?(r=n??H,d=-1):f[1]===void 0?d=-2:(d=r.lastIndex-f[2].length,h=f[1],r=f[3]===void 0?S:f[3]==='"'?Xe:Ze):r===Xe||r===Ze?r=S:r===Qe||r===Je?r=H:(r=S,n=void 0);let m=r===S&&i[l+1].startsWith("/>")?" ":"";o+=r===H?a+Qs:d>=0?(s.push(h),a.slice(0,d)+Oe+a.slice(d)+$+m):a+$+(d===-2?l:m)}return[it(i,o+(i[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),s]},B=class i{constructor({strings:e,_$litType$:t},s){let n;this.parts=[];let o=0,r=0,l=e.length-1,a=this.parts,[h,f]=nt(e,t);if(this.el=i.createElement(h,s),O.currentNode=this.el.content,t===2||t===3){let d=this.el.content.firstChild;d.replaceWith(...d.childNodes)}for(;(n=O.nextNode())!==null&&a.length<l;){if(n.nodeType===1){if(n.hasAttributes())for(let d of n.getAttributeNames())if(d.endsWith(Oe)){let p=f[r++],m=n.getAttribute(d).split($),g=/([.?@])?(.*)/.exec(p);a.push({type:1,index:o,name:g[2],strings:m,ctor:g[1]==="."?J:g[1]==="?"?Z:g[1]==="@"?X:C}),n.removeAttribute(d)}else d.startsWith($)&&(a.push({type:6,index:o}),n.removeAttribute(d));if(st.test(n.tagName)){let d=n.textContent.split($),p=d.length-1;if(p>0){n.textContent=K?K.emptyScript:"";for(let m=0;m<p;m++)n.append(d[m],W()),O.nextNode(),a.push({type:2,index:++o});n.append(d[p],W())}}}else if(n.nodeType===8)if(n.data===ke)a.push({type:2,index:o});else{let d=-1;for(;(d=n.data.indexOf($,d+1))!==-1;)a.push({type:7,index:o}),d+=$.length-1}o++}}static createElement(e,t){let s=k.createElement("template");return s.innerHTML=e,s}};function N(i,e,t=i,s){if(e===b)return e;let n=s!==void 0?t._$Co?.[s]:t._$Cl,o=z(e)?void 0:e._$litDirective$;return n?.constructor!==o&&(n?._$AO?.(!1),o===void 0?n=void 0:(n=new o(i),n._$AT(i,t,s)),s!==void 0?(t._$Co??=[])[s]=n:t._$Cl=n),n!==void 0&&(e=N(i,n._$AS(i,e.values),n,s)),e}var Q=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:s}=this._$AD,n=(e?.creationScope??k).importNode(t,!0);O.currentNode=n;let o=O.nextNode(),r=0,l=0,a=s[0];for(;a!==void 0;){if(r===a.index){let h;a.type===2?h=new L(o,o.nextSibling,this,e):a.type===1?h=new a.ctor(o,a.name,a.strings,this,e):a.type===6&&(h=new ee(o,this,e)),this._$AV.push(h),a=s[++l]}r!==a?.index&&(o=O.nextNode(),r++)}return O.currentNode=k,n}p(e){let t=0;for(let s of this._$AV)s!==void 0&&(s.strings!==void 0?(s._$AI(e,s,t),t+=s.strings.length-2):s._$AI(e[t])),t++}},L=class i{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,s,n){this.type=2,this._$AH=c,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=s,this.options=n,this._$Cv=n?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=N(this,e,t),z(e)?e===c||e==null||e===""?(this._$AH!==c&&this._$AR(),this._$AH=c):e!==this._$AH&&e!==b&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):tt(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==c&&z(this._$AH)?this._$AA.nextSibling.data=e:this.T(k.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:s}=e,n=typeof s=="number"?this._$AC(e):(s.el===void 0&&(s.el=B.createElement(it(s.h,s.h[0]),this.options)),s);if(this._$AH?._$AD===n)this._$AH.p(t);else{let o=new Q(n,this),r=o.u(this.options);o.p(t),this.T(r),this._$AH=o}}_$AC(e){let t=et.get(e.strings);return t===void 0&&et.set(e.strings,t=new B(e)),t}k(e){Ne(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,s,n=0;for(let o of e)n===t.length?t.push(s=new i(this.O(W()),this.O(W()),this,this.options)):s=t[n],s._$AI(o),n++;n<t.length&&(this._$AR(s&&s._$AB.nextSibling,n),t.length=n)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let s=Ge(e).nextSibling;Ge(e).remove(),e=s}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},C=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,s,n,o){this.type=1,this._$AH=c,this._$AN=void 0,this.element=e,this.name=t,this._$AM=n,this.options=o,s.length>2||s[0]!==""||s[1]!==""?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=c}_$AI(e,t=this,s,n){let o=this.strings,r=!1;if(o===void 0)e=N(this,e,t,0),r=!z(e)||e!==this._$AH&&e!==b,r&&(this._$AH=e);else{let l=e,a,h;for(e=o[0],a=0;a<o.length-1;a++)h=N(this,l[s+a],t,a),h===b&&(h=this._$AH[a]),r||=!z(h)||h!==this._$AH[a],h===c?e=c:e!==c&&(e+=(h??"")+o[a+1]),this._$AH[a]=h}r&&!n&&this.j(e)}j(e){e===c?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},J=class extends C{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===c?void 0:e}},Z=class extends C{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==c)}},X=class extends C{constructor(e,t,s,n,o){super(e,t,s,n,o),this.type=5}_$AI(e,t=this){if((e=N(this,e,t,0)??c)===b)return;let s=this._$AH,n=e===c&&s!==c||e.capture!==s.capture||e.once!==s.once||e.passive!==s.passive,o=e!==c&&(s===c||n);n&&this.element.removeEventListener(this.name,this,s),o&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},ee=class{constructor(e,t,s){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(e){N(this,e)}},ot={M:Oe,P:$,A:ke,C:1,L:nt,R:Q,D:tt,V:N,I:L,H:C,N:Z,U:X,B:J,F:ee},Js=Se.litHtmlPolyfillSupport;Js?.(B,L),(Se.litHtmlVersions??=[]).push("3.3.3");var rt=(i,e,t)=>{let s=t?.renderBefore??e,n=s._$litPart$;if(n===void 0){let o=t?.renderBefore??null;s._$litPart$=n=new L(e.insertBefore(W(),o),o,void 0,t??{})}return n._$AI(i),n};var Re=globalThis,x=class extends E{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=rt(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return b}};x._$litElement$=!0,x.finalized=!0,Re.litElementHydrateSupport?.({LitElement:x});var Zs=Re.litElementPolyfillSupport;Zs?.({LitElement:x});(Re.litElementVersions??=[]).push("4.2.2");var _={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},te=i=>(...e)=>({_$litDirective$:i,values:e}),P=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,s){this._$Ct=e,this._$AM=t,this._$Ci=s}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:Xs}=ot,at=i=>i;var dt=i=>i.strings===void 0,lt=()=>document.createComment(""),I=(i,e,t)=>{let s=i._$AA.parentNode,n=e===void 0?i._$AB:e._$AA;if(t===void 0){let o=s.insertBefore(lt(),n),r=s.insertBefore(lt(),n);t=new Xs(o,r,i,i.options)}else{let o=t._$AB.nextSibling,r=t._$AM,l=r!==i;if(l){let a;t._$AQ?.(i),t._$AM=i,t._$AP!==void 0&&(a=i._$AU)!==r._$AU&&t._$AP(a)}if(o!==n||l){let a=t._$AA;for(;a!==o;){let h=at(a).nextSibling;at(s).insertBefore(a,n),a=h}}}return t},A=(i,e,t=i)=>(i._$AI(e,t),i),ei={},se=(i,e=ei)=>i._$AH=e,ct=i=>i._$AH,ie=i=>{i._$AR(),i._$AA.remove()};var ht=te(class extends P{constructor(i){if(super(i),i.type!==_.PROPERTY&&i.type!==_.ATTRIBUTE&&i.type!==_.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!dt(i))throw Error("`live` bindings can only contain a single expression")}render(i){return i}update(i,[e]){if(e===b||e===c)return e;let t=i.element,s=i.name;if(i.type===_.PROPERTY){if(e===t[s])return b}else if(i.type===_.BOOLEAN_ATTRIBUTE){if(!!e===t.hasAttribute(s))return b}else if(i.type===_.ATTRIBUTE&&t.getAttribute(s)===e+"")return b;return se(i),e}});var ut=(i,e,t)=>{let s=new Map;for(let n=e;n<=t;n++)s.set(i[n],n);return s},pt=te(class extends P{constructor(i){if(super(i),i.type!==_.CHILD)throw Error("repeat() can only be used in text expressions")}dt(i,e,t){let s;t===void 0?t=e:e!==void 0&&(s=e);let n=[],o=[],r=0;for(let l of i)n[r]=s?s(l,r):r,o[r]=t(l,r),r++;return{values:o,keys:n}}render(i,e,t){return this.dt(i,e,t).values}update(i,[e,t,s]){let n=ct(i),{values:o,keys:r}=this.dt(e,t,s);if(!Array.isArray(n))return this.ut=r,o;let l=this.ut??=[],a=[],h,f,d=0,p=n.length-1,m=0,g=o.length-1;for(;d<=p&&m<=g;)if(n[d]===null)d++;else if(n[p]===null)p--;else if(l[d]===r[m])a[m]=A(n[d],o[m]),d++,m++;else if(l[p]===r[g])a[g]=A(n[p],o[g]),p--,g--;else if(l[d]===r[g])a[g]=A(n[d],o[g]),I(i,a[g+1],n[d]),d++,g--;else if(l[p]===r[m])a[m]=A(n[p],o[m]),I(i,n[d],n[p]),p--,m++;else if(h===void 0&&(h=ut(r,m,g),f=ut(l,d,p)),h.has(l[d]))if(h.has(l[p])){let y=f.get(r[m]),$e=y!==void 0?n[y]:null;if($e===null){let Be=I(i,n[d]);A(Be,o[m]),a[m]=Be}else a[m]=A($e,o[m]),I(i,n[d],$e),n[y]=null;m++}else ie(n[p]),p--;else ie(n[d]),d++;for(;m<=g;){let y=I(i,a[g+1]);A(y,o[m]),a[m++]=y}for(;d<=p;){let y=n[d++];y!==null&&ie(y)}return this.ut=r,se(i,a),b}});var mt="Assistant";var ft="programme, pas une personne",gt="\xC9crire \xE0 l'assistant",vt="Fermer la discussion",bt="Conversation avec l'assistant",wt="Discussion avec l'assistant, un programme",ne="Assistant : ",yt="Une personne de l'\xE9quipe",Et="Une personne de l'\xE9quipe : ",oe="Vous : ",$t="R\xE9ponses propos\xE9es",_t="Question en attente : ",xt="Votre message",At="Votre message",Tt="Entr\xE9e pour envoyer, Maj + Entr\xE9e pour aller \xE0 la ligne.",St="Envoyer",Ot="R\xE9essayer",re=" (nouvelle fen\xEAtre)",kt="Menu",Nt="Options de la discussion",Ct={label:"Relire ce qui est gard\xE9 sur moi",says:"mes donn\xE9es"},Rt={label:"Continuer sur un autre appareil",says:"code de reprise"},Lt={label:"Parler \xE0 un humain",says:"parler \xE0 un humain"},Pt={label:"Tout supprimer",says:"supprimer"},It="Notice d'information",Mt="T\xE9l\xE9charger mes donn\xE9es",Dt="T\xE9l\xE9charger la conversation",Ut="mes-donnees.txt",Ht="conversation.txt",Wt="Mes donn\xE9es",zt="Conversation avec l'assistant des candidates et candidats",Bt="Copier le code",Vt="Copier le re\xE7u",Le="Copi\xE9.",Ft="Votre navigateur n'a pas permis de copier. S\xE9lectionnez le texte dans la conversation.",qt="Imprimer mes notes",jt="J'ai un code de reprise",Yt="Votre code de reprise",Gt="8 lettres et chiffres, par exemple ABCD-EF23. Le code sert une fois.",Kt="Un code de reprise a 8 lettres et chiffres. V\xE9rifiez celui que vous avez recopi\xE9.",Qt="Reprendre",Jt="Annuler",Zt=i=>`reprendre code ${i}`,V="Mes notes",Xt="Vos notes arrivent\u2026",ae="Inscription",es="Imprimer, ou enregistrer en PDF",ts="Votre navigateur a emp\xEAch\xE9 l'ouverture d'un onglet. Autorisez les fen\xEAtres de ce site, ou \xE9crivez \xAB mes donn\xE9es \xBB ici.",ss="La discussion s'ouvre\u2026",is="L'assistant se r\xE9veille\u2026 Encore quelques secondes : rien n'est perdu.",ns="Je r\xE9fl\xE9chis\u2026",os="La r\xE9ponse prend plus de temps que d'habitude. Elle arrive, rien n'est perdu.",le="message non conserv\xE9 (avant votre accord)",de="r\xE9ponse retir\xE9e, comme vous l'avez demand\xE9",rs="Non envoy\xE9",as="Refus\xE9",ls="Votre conversation est reprise ici.",ds="Vous semblez hors connexion. Vous pouvez continuer \xE0 \xE9crire : vos messages partiront au retour de la connexion.",cs="Je n'arrive pas \xE0 joindre le service. V\xE9rifiez votre connexion, puis r\xE9essayez.",hs="Ce site n'est pas autoris\xE9 \xE0 montrer l'assistant : ce n'est pas votre connexion. Pr\xE9venez la personne qui tient ce site.",w="Le service ne r\xE9pond pas comme pr\xE9vu. R\xE9essayez dans un moment : rien n'est perdu.",us="La r\xE9ponse n'est pas arriv\xE9e \xE0 temps. Vous pouvez r\xE9essayer : votre message ne sera pas compt\xE9 deux fois.",ps="Un message n'est pas parti avant la fermeture de la page.",ms="Votre session n'\xE9tait plus valable : une nouvelle conversation a commenc\xE9. Votre message n'est pas parti ; \xAB R\xE9essayer \xBB l'envoie ici.";function fs(i){return i>=0?i===1?"Il reste 1 caract\xE8re.":`Il reste ${i} caract\xE8res.`:`Message trop long : ${-i} ${i===-1?"caract\xE8re":"caract\xE8res"} de trop. Raccourcissez-le, ou envoyez-le en deux fois.`}function gs(i){return i<0?"Message trop long. Raccourcissez-le, ou envoyez-le en deux fois.":`Il reste moins de ${[100,300,600].find(e=>i<e)??1e3} caract\xE8res.`}function vs(i){return`Conversation retrouv\xE9e : ${i} messages.`}function ce(i){return i===1?"1 nouveau message":`${i} nouveaux messages`}var v=class extends Error{constructor(t,s){super(s);this.failure=t}failure},ti=65e3,si=new Set([400,413,415]),ii="waking",ni=1500,oi=60,ri=1e4,he=class{#e;#o;#n=!1;constructor(e,t){this.#e=e.replace(/\/+$/,""),this.#o=t}async openSession(e){let t=await this.#t("/session",null,e===null?{}:{token:e});if(typeof t.token!="string")throw new v("trouble",w);return{...Pe(t),token:t.token}}async sendMessage(e,t,s){return Pe(await this.#t("/messages",e,{id:t,text:s}))}async fetchNews(e,t){return Pe(await this.#t(`/messages?after=${t}`,e))}async fetchNotes(e){let t=await this.#t("/notes",e);if(!Array.isArray(t.notes))throw new v("trouble",w);return t}async#t(e,t,s){let n={};t!==null&&(n.authorization=`Bearer ${t}`),s!==void 0&&(n["content-type"]="application/json");let o={method:s===void 0?"GET":"POST",headers:n,body:s===void 0?void 0:JSON.stringify(s)},r=1;try{for(;;r+=1){let l=await this.#s(e,o),a=await l.json().catch(()=>null);if(l.ok&&a!==null)return a;if(s===void 0||a?.error!==ii||r===oi){let h=typeof a?.message=="string"?a.message:w;throw new v(l.ok?"trouble":ai(l.status),h)}this.#o(!0),await new Promise(h=>setTimeout(h,ni))}}finally{r>1&&this.#o(!1)}}async#s(e,t){try{let s=await this.#a(`/webhooks/web${e}`,ti,t);return this.#n=!0,s}catch(s){throw s instanceof DOMException&&s.name==="TimeoutError"?new v("trouble",us):await this.#i()?new v("blocked",hs):new v("network",cs)}}async#i(){return this.#n||this.#e===""?!1:this.#a("/health",ri,{mode:"no-cors"}).then(()=>!0,()=>!1)}#a(e,t,s){return fetch(this.#e+e,{...s,credentials:"omit",cache:"no-store",referrerPolicy:"no-referrer",signal:AbortSignal.timeout(t)})}};function Pe(i){if(!Array.isArray(i.messages)||typeof i.cursor!="number")throw new v("trouble",w);return i}function ai(i){return i===401?"session":si.has(i)?"refused":"trouble"}var bs="conseiller-bot",pe=class{#e;constructor(e){this.#e=e===""?bs:`${bs} ${e}`}async alone(e){let t=navigator.locks;await(t===void 0?e():t.request(this.#e,e))}readToken(){return ue(()=>localStorage.getItem(this.#e))??null}writeToken(e){ue(()=>localStorage.setItem(this.#e,e))}readTab(){let e=ue(()=>JSON.parse(sessionStorage.getItem(this.#e)??"{}"));return{draft:"",unsent:[],unkeptWords:{},...e}}writeTab(e){let t=e.draft===""&&e.unsent.length===0&&Object.keys(e.unkeptWords).length===0;ue(()=>t?sessionStorage.removeItem(this.#e):sessionStorage.setItem(this.#e,JSON.stringify(e)))}};function ue(i){try{return i()}catch{return}}var li=2e3,di=8e3,ci=/effac|supprim|retir/i,hi="\u2022\u2022\u2022\u2022-\u2022\u2022\u2022\u2022",fe=class i{entries=[];draft="";opening=!1;delivering=!1;answering=!1;patience="short";waking=!1;found=null;isNew=!1;offline=!navigator.onLine;trouble=null;#e;#o;#n=new Set;#t=null;#s=0;#i=new Map;#a=null;#h=[];#d=new Set;static#u=new Map;static with(e){let t=i.#u.get(e),s=t??new i(e);return t===void 0&&i.#u.set(e,s),s}constructor(e){this.#e=new he(e,s=>this.#v(s)),this.#o=new pe(e);let t=this.#o.readTab();this.draft=t.draft,this.entries=t.unsent.map(({key:s,text:n})=>ws(s,n,"failed")),this.#i=new Map(Object.entries(t.unkeptWords).map(([s,n])=>[Number(s),n]))}watch(e){this.#n.add(e)}unwatch(e){this.#n.delete(e)}#r(){for(let e of this.#n)e()}get isOpen(){return this.#t!==null}get#c(){if(this.answering)return[];let e=({from:t,delivery:s,aside:n})=>t==="user"&&s==="sent"&&!n;return this.entries.slice(this.entries.findLastIndex(e)+1).filter(({from:t})=>t==="bot")}get offered(){return this.#c.findLast(({buttons:e})=>e.length>0)??null}get question(){let e=({text:t,person:s,aside:n})=>!s&&!n&&t?.includes("?")===!0;return this.offered??this.#c.findLast(e)??null}open(){return this.#a??=this.#o.alone(()=>this.#b()).finally(()=>this.#a=null),this.#a}async#b(){let e=this.#o.readToken();this.opening=!0,this.isNew=e===null,this.trouble=null,this.#r();try{let t=await this.#e.openSession(e);this.#y(),(t.token!==e||(this.#t??t.token)!==t.token)&&this.#_(),this.#t=t.token,this.#o.writeToken(t.token),this.#A(t),t.token===e&&(this.found={count:t.messages.length,byCode:!1}),this.entries.some(me)&&(this.trouble={sentence:ps,canRetry:!0})}catch(t){this.#l(t)}finally{this.opening=!1,this.#r()}}#_(){this.#i.clear(),this.entries=this.entries.filter(me),this.#s=0}send(e){let t=this.entries.at(-1);t?.delivery==="failed"&&t.text===e||this.entries.push(ws(crypto.randomUUID?.()??pi(),e,"waiting")),this.retry()}retry(){for(let e of this.entries)e.delivery==="failed"&&(e.delivery="waiting");this.trouble=null,this.#p(),this.#r(),this.#S()}keepDraft(e){this.draft=e,this.#p(),this.#r()}async fetchNotes(){if(this.#t===null&&await this.open(),this.#t===null)throw new v("trouble",this.trouble?.sentence??w);return this.#e.fetchNotes(this.#t)}complain(e){this.trouble={sentence:e,canRetry:!1},this.#r()}async catchUp(){this.delivering||await this.#g(this.#s)}async refresh(){this.delivering||await this.#g(0)}connectionLost(){this.offline=!0,this.#r()}async connectionBack(){this.offline=!1,this.trouble?.isConnection?this.retry():this.isOpen?await this.refresh():await this.open(),this.#r()}async#S(){if(this.#t===null&&this.delivering)return;this.delivering=!0,this.#t===null&&await this.open();let e=this.#t;e===null&&this.#x();let t=this.entries.filter(s=>s.delivery==="waiting"&&!this.#d.has(s));for(let s of t)this.#d.add(s);for(let s of t)e!==null&&e===this.#t&&s.delivery==="waiting"&&await this.#O(s,e),this.#d.delete(s);this.delivering=this.#d.size>0,this.#r()}async#O(e,t){this.#m(!0);try{let s=await this.#e.sendMessage(t,e.key,e.text??"");if(this.#y(),e.delivery="sent",e.aside=s.messages.length>0&&s.messages.every(({aside:o})=>o),s.elsewhere){this.#m(!1),await this.#k();return}e.position=Math.min(...s.messages.map(({id:o})=>o),1/0)-.5,Number.isFinite(e.position)||(e.position=this.#s+.5),this.#w(s.messages),this.#p(),this.#m(this.#d.size>1);let n=s.messages.some(({text:o})=>ci.test(o??""));await this.#g(n?0:this.#s)}catch(s){this.#m(this.#d.size>1),await this.#N(e,s)}}async#k(){this.opening=!0,this.isNew=!1,this.#_(),this.#r(),await this.#g(0),this.opening=!1,this.found={count:this.entries.length,byCode:!0}}async#N(e,t){let s=t instanceof v?t.failure:"trouble";s==="refused"?(e.delivery="refused",e.position=this.#s+.5,this.trouble={sentence:t.message,canRetry:!1}):(this.#x(),s==="session"?(await this.open(),this.#t!==null&&(this.trouble={sentence:ms,canRetry:!0})):this.#l(t)),this.#p()}#x(){for(let e of this.entries)e.delivery==="waiting"&&(e.delivery="failed")}async#g(e){let t=this.#t;if(t!==null){try{let s=await this.#e.fetchNews(t,e);if(t!==this.#t)return;this.#y(),e===0?this.#A(s):this.#C(s)}catch(s){s instanceof v&&s.failure==="session"?await this.open():s instanceof v&&s.failure==="network"&&(this.offline=!0)}this.#r()}}#C(e){this.#w(e.messages),this.#s=Math.max(this.#s,e.cursor),this.#p()}#A(e){let t=new Set(e.messages.map(({id:o})=>o)),s=o=>o!==null&&!t.has(o),n=this.entries.some(({id:o})=>s(o))||[...this.#i.keys()].some(s);this.#w(e.messages,!0),n&&this.#i.clear(),this.entries=this.entries.filter(o=>!s(o.id)&&(o.id!==null||me(o))),this.#s=Math.max(this.#s,e.cursor),this.#p()}#w(e,t=!1){let s=new Map(this.entries.map(n=>[n.id??n.key,n]));for(let n of e){let o=s.get(n.id)??s.get(n.message_id??"");o===void 0?this.entries.push(ui(n,this.#i.get(n.id))):this.#R(o,n,t)}this.entries.sort((n,o)=>n.position===o.position?0:n.position-o.position)}#R(e,t,s){e.id=e.position=t.id,e.delivery="sent",e.at=t.at,e.aside=t.aside===!0,e.withdrawn=t.withdrawn===!0,e.withdrawn?(e.text=null,this.#i.delete(t.id)):t.text?s&&!t.text.includes(hi)&&(e.text=t.text):e.text&&this.#i.set(t.id,e.text)}#y(){this.offline=!1}#l(e){if(e instanceof v){let t=e.failure==="network";t&&(this.offline=!navigator.onLine),this.trouble={sentence:e.message,canRetry:e.failure!=="refused",isConnection:t}}else this.trouble={sentence:w,canRetry:!0}}#v(e){this.waking!==e&&(this.waking=e,this.#r())}#m(e){this.#h.forEach(clearTimeout),this.#h=[],this.answering=e,this.patience="short",e&&(this.#h=[this.#E("thinking",li),this.#E("slow",di)]),this.#r()}#E(e,t){return setTimeout(()=>{this.patience=e,this.#r()},t)}#p(){let e=this.entries.filter(me).map(({key:t,text:s})=>({key:t,text:s??""}));this.#o.writeTab({draft:this.draft,unsent:e,unkeptWords:Object.fromEntries(this.#i)})}};function ws(i,e,t){return{...{from:"user",person:!1,buttons:[],withdrawn:!1,aside:!1},key:i,text:e,delivery:t,id:null,position:1/0,at:Date.now()/1e3}}function ui(i,e){let{id:t,from:s,at:n,withdrawn:o=!1}=i;return{key:`server-${t}`,from:s,at:n,withdrawn:o,person:i.person===!0,aside:i.aside===!0,buttons:s==="bot"?i.buttons??[]:[],text:i.text||(o?null:e??null),id:t,position:t,delivery:"sent"}}function me(i){return i.delivery==="waiting"||i.delivery==="failed"}function pi(){return Array.from(crypto.getRandomValues(new Uint8Array(16)),i=>i.toString(16).padStart(2,"0")).join("")}var mi=new Intl.DateTimeFormat("fr-FR",{hour:"2-digit",minute:"2-digit"}),fi=new Intl.DateTimeFormat("fr-FR",{weekday:"long",day:"numeric",month:"long"}),ys=new Intl.DateTimeFormat("fr-FR",{weekday:"long",day:"numeric",month:"long",year:"numeric"});function ge(i){return mi.format(i*1e3)}function R(i){let e=new Date(i*1e3),t=s=>String(s).padStart(2,"0");return`${e.getFullYear()}-${t(e.getMonth()+1)}-${t(e.getDate())}`}function ve(i,e=!1){if(e)return ys.format(i*1e3);let t=new Date,s=new Date(t.getFullYear(),t.getMonth(),t.getDate()-1),n=R(i);return n===R(t.getTime()/1e3)?"aujourd'hui":n===R(s.getTime()/1e3)?"hier":(n.startsWith(`${t.getFullYear()}-`)?fi:ys).format(i*1e3)}var gi=/\bEFF-\d{8}-[0-9A-F]{8}\b/,vi=/(?<![\w-])[A-Z2-9]{4}-[A-Z2-9]{4}(?![\w-])/;function Ie({from:i,text:e}){if(i!=="bot"||e===null)return null;let t=gi.exec(e)?.[0];if(t!==void 0)return{label:Vt,value:t};let s=/code de reprise/i.test(e)?vi.exec(e)?.[0]:void 0;return s===void 0?null:{label:Bt,value:s}}function Es(i){let e=new Map;for(let t of i){let s=Ie(t);s!==null&&e.set(s.label,s)}return[...e.values()]}async function $s(i){try{return await navigator.clipboard.writeText(i),!0}catch{return!1}}function _s(i){let e=[zt],t="";for(let{from:s,person:n,text:o,withdrawn:r,at:l}of i){let a=ve(l,!0);a!==t&&e.push(a),t=a;let h=n?Et:s==="bot"?ne:oe;e.push(`${ge(l)} ${h}${o??`(${r?de:le})`}`)}return`${e.join(`

`)}
`}function xs({introduction:i,registration:e,notes:t}){let s=[Wt,i];e.length>0&&s.push(ae.toUpperCase(),e.map(([n,o])=>`${n} : ${o}`).join(`
`));for(let{title:n,question:o,answers:r,quotes_title:l,quotes:a,remarks:h,comments:f}of t){s.push(n.toUpperCase(),o);for(let[d,p]of[...r,...f])s.push(`${d} :
${p}`);a.length>0&&s.push(l,a.map(([d,p])=>`\xAB ${d} \xBB : ${p}`).join(`
`)),s.push(...h)}return`${s.join(`

`)}
`}function Me(i,e){let t=URL.createObjectURL(new Blob([e],{type:"text/plain;charset=utf-8"})),s=document.createElement("a");s.href=t,s.download=i,s.click(),setTimeout(()=>URL.revokeObjectURL(t),6e4)}function As(i,e,t){let s=(o,r)=>u`<li><button class="plain item" type="button" @click=${r}>${o}</button></li>`,n=({label:o,says:r})=>s(o,()=>i.say(r));return u`<ul aria-label=${Nt} @keydown=${bi}>
    ${t.map(o=>s(`${o.label} ${o.value}`,()=>i.copy(o)))} ${n(Ct)}
    ${s(Mt,i.downloadData)} ${s(qt,i.printNotes)}
    ${s(Dt,i.downloadTranscript)} ${n(Rt)}
    ${s(jt,i.askForCode)} ${n(Lt)}
    <li>
      <a class="plain item" href=${e} target="_blank" rel="noopener noreferrer" @click=${i.close}
        >${It}<span class="hidden">${re}</span></a
      >
    </li>
    ${n(Pt)}
  </ul>`}function Ts(i,e,t){return u`<form class="code" novalidate @submit=${e}>
    <label for="code">${Yt}</label>
    <input
      id="code"
      autocomplete="off"
      autocapitalize="characters"
      spellcheck="false"
      aria-describedby="code-hint"
      aria-invalid=${i}
    />
    <p id="code-hint" class="hint" role=${i?"alert":c}>${i?Kt:Gt}</p>
    <button class="filled" type="submit">${Qt}</button>
    <button class="plain" type="button" @click=${t}>${Jt}</button>
  </form>`}function bi(i){let e=[...i.currentTarget.querySelectorAll(".item")],t=e.indexOf(i.target),s={ArrowDown:t+1,ArrowUp:t-1+e.length,Home:0,End:e.length-1}[i.key];s!==void 0&&(i.preventDefault(),e[s%e.length]?.focus())}var wi=/[^\s<>"\u00ab\u00bb]+/gu,yi=/^(?:[([{*_\u2018\u201c]|\p{L}{1,2}['\u2019])*/u,Ei=".,;:!?\u2026'\u2019\u201D)]}*_",$i=/^https?:\/\//i,_i=/^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/u,xi=/^(?:[\p{L}\p{N}][\p{L}\p{N}-]*\.)+(?:fr|org|com|net|eu|info|bzh)(?:[/?#][^@]*)?$/u;function Os(i){let e=[],t=0;for(let{0:s,index:n}of i.matchAll(wi)){let o=n+(yi.exec(s)?.[0].length??0),r=n+s.length;for(;r>o&&Ei.includes(i.charAt(r-1));)r-=1;let l=i.slice(o,r),a=Ai(l);a!==null&&(o>t&&e.push({text:i.slice(t,o),href:null}),e.push({text:l,href:a}),t=r)}return t<i.length&&e.push({text:i.slice(t),href:null}),e}function Ai(i){return $i.test(i)?Ss(i):_i.test(i)?`mailto:${i}`:xi.test(i)?Ss(`https://${i}`):null}function Ss(i){try{let e=new URL(i);return/^https?:$/.test(e.protocol)&&e.username===""&&e.password===""?e.href:null}catch{return null}}function T(i){return i.replace(/ (?=[:;!?\u00bb%\u20ac](?:\s|$|[.,)]))/g,"\xA0").replace(/\u00ab /g,"\xAB\xA0").replace(/(?<=\d|\d[ \u00a0]h) (?=\d|(?:h|km|min|mois|ans?|euros?|heures?|jours?|semaines?)(?!\p{L}))/gu,"\xA0")}function ks(i){return i.replace(/(?<![\w+.])(?:\+33 ?|0)([1-9]) ?(\d\d) ?(\d\d) ?(\d\d) ?(\d\d)(?!\w)/g,"0$1 $2 $3 $4 $5")}var Ti=`
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
`;function Ns(){let i=window.open("","_blank");if(i===null)return null;let{document:e}=i;e.documentElement.lang="fr",e.title=V;let t=new i.CSSStyleSheet;t.replaceSync(Ti),e.adoptedStyleSheets=[t];let s=e.createElement("meta");return s.name="viewport",s.content="width=device-width, initial-scale=1",e.head.append(s),De(i,n=>{n("h1",V),n("p",Xt)}),i}function Cs(i,e){De(i,t=>{t("h1",V),t("p",e).setAttribute("role","alert")})}function Rs(i,{introduction:e,registration:t,notes:s}){De(i,n=>{if(n("h1",V),n("p",e),t.length!==0){n("button",es).addEventListener("click",()=>i.print()),n("h2",ae),Si(n,t);for(let{title:o,question:r,answers:l,quotes_title:a,quotes:h,remarks:f,comments:d}of s){n("h2",o),n("p",r);for(let[p,m]of[...l,...d])n("h3",p),n("blockquote",m);if(h.length>0){n("h3",a);let p=n("ul","");for(let[m,g]of h)n("li",`\xAB ${m} \xBB : ${g}`,p)}for(let p of f)n("p",p)}}})}function De(i,e){let t=i.document,s=t.createElement("main");e((n,o,r=s)=>{let l=t.createElement(n);return l.textContent=T(o),r.append(l),l}),t.body.replaceChildren(s)}function Si(i,e){let t=i("dl","");for(let[s,n]of e)i("dt",s,t),i("dd",n,t)}var be=document.currentScript,Ls=Oi(be?.src??"");function Oi(i){if(i==="")return"";let{href:e}=new URL(".",i);return e===`${location.origin}/`?"":e}function Ps(i){if(be===null||be.dataset.manual!==void 0)return;let{theme:e,label:t}=be.dataset,s=()=>{if(document.querySelector(i)!==null)return;let n=document.createElement(i);e!==void 0&&n.setAttribute("theme",e),t!==void 0&&n.setAttribute("label",t),document.body.append(n)};document.readyState==="loading"?document.addEventListener("DOMContentLoaded",s,{once:!0}):s()}var we=class{unseen=[];isQuestionAway=!1;#e;#o=null;#n=[];#t=null;#s=new Set;#i=0;#a=!0;#h=0;#d=new ResizeObserver(()=>this.#b());constructor(e){this.#e=e}follow(e,t,s){if(e!==this.#o&&(this.#d.disconnect(),e!==null&&this.#d.observe(e),this.#s.clear()),this.#o=e,this.#n=t,this.#t=s,e===null)return;let n=this.#i===0||!t.some(({key:l})=>this.#s.has(l));n&&this.#s.size>0&&(this.#i=0);let o=n?this.#r():t.findIndex(({key:l})=>!this.#s.has(l)),r=t.findLast(({key:l})=>!this.#s.has(l))?.delivery==="waiting";this.#s=new Set(t.map(({key:l})=>l)),e.scrollTop<this.#h-1&&!this.#u(e)&&(this.#a=!1),n||o>=0&&this.#a&&!r?this.#c(o):(r||this.#a)&&this.#c(-1),this.look()}look=()=>{let e=this.#o;if(e===null)return;this.#a=this.#u(e),this.#h=e.scrollTop;let{top:t,bottom:s}=e.getBoundingClientRect(),n=e.querySelectorAll(".message");for(let h=this.#n.length-1;h>=0&&s>t;h-=1){let{id:f}=this.#n[h];if(f!==null){if(f<=this.#i)break;if(!(n[h].getBoundingClientRect().top>s-24)){this.#i=f;break}}}let o=this.countAfterSeen(this.#n),r=n[this.#t===null?-1:this.#n.indexOf(this.#t)]?.getBoundingClientRect(),l=r!==void 0&&(r.top>s-24||r.bottom<t+24),a=o.length===this.unseen.length&&l===this.isQuestionAway;this.unseen=o,this.isQuestionAway=l,a||this.#e()};#u({scrollHeight:e,clientHeight:t,scrollTop:s}){return e-t-s<24}countAfterSeen(e){return e.filter(({from:t,id:s})=>t==="bot"&&(s??0)>this.#i)}jump(){this.show(this.unseen[0]??null)}show(e){this.#c(e===null?-1:this.#n.indexOf(e)),this.look()}#r(){return this.#i>0?this.#n.indexOf(this.countAfterSeen(this.#n)[0]):Math.max(0,this.#n.findLastIndex(({from:e})=>e==="user"))}#c(e){let t=this.#o;if(t===null)return;let s=t.querySelectorAll(".message")[e],n=t.scrollHeight-t.clientHeight,o=(s?.getBoundingClientRect().top??0)-t.getBoundingClientRect().top,r=e===0?0:t.scrollTop+o-8;t.scrollTop=s===void 0?n:Math.min(n,r)}#b(){this.#a&&this.#c(-1),this.look()}};function Is(i,e){let t=window.visualViewport;if(t===null||Math.abs(t.scale-1)>.05)return;let s=Math.max(0,Math.round(window.innerHeight-t.offsetTop-t.height));i.style.setProperty("--_room",`${Math.round(t.height)}px`),i.style.setProperty("--_under",`${s}px`),i.classList.toggle("alone",e&&window.innerHeight-t.height>100),i.classList.toggle("short",i.offsetHeight<30*parseFloat(getComputedStyle(i).fontSize))}var Ue="(max-width: 30em), (max-height: 30em)",Ms=j(Ue),Ds=Y`
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
`,Us=Y`
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
      ${Ds}
    }
  }

  @media screen {
    :host([theme="dark"]) {
      ${Ds}
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

  @media ${Ms} {
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

  .question {
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

  @media ${Ms}, (pointer: coarse) {
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

    .jump + .question {
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
`;var Ni=6e3,Hs=600,Ci=15e3,Ri=4,Li=500,ye=matchMedia(Ue),Ee=class extends x{static styles=Us;static properties={server:{type:String},open:{type:Boolean},label:{type:String},expanded:{state:!0},menu:{state:!0},readAloud:{state:!0},codeIsWrong:{state:!0},wasTooLong:{state:!0},copied:{state:!0}};#e=null;#o;#n=0;#t;#s=new we(()=>this.requestUpdate());constructor(){super(),this.server=Ls,this.open=!1,this.label="",this.expanded=!1,this.menu="closed",this.readAloud=!1,this.codeIsWrong=!1,this.wasTooLong=!1,this.copied=""}show(){this.expanded=!0}hide(){this.expanded=!1}connectedCallback(){super.connectedCallback(),this.lang||(this.lang="fr"),this.#e?.watch(this.#a),this.#o=setInterval(this.#h,Ci),document.addEventListener("visibilitychange",this.#d),window.addEventListener("online",this.#u),window.addEventListener("offline",this.#r),ye.addEventListener("change",this.#E),window.visualViewport?.addEventListener("resize",this.#$),window.visualViewport?.addEventListener("scroll",this.#$),document.addEventListener("pointerdown",this.#M)}disconnectedCallback(){super.disconnectedCallback(),this.#e?.unwatch(this.#a),clearInterval(this.#o),document.removeEventListener("visibilitychange",this.#d),window.removeEventListener("online",this.#u),window.removeEventListener("offline",this.#r),ye.removeEventListener("change",this.#E),window.visualViewport?.removeEventListener("resize",this.#$),window.visualViewport?.removeEventListener("scroll",this.#$),document.removeEventListener("pointerdown",this.#M)}get#i(){return this.open||this.expanded}#a=()=>this.requestUpdate();#h=()=>{this.#n+=1,!(document.visibilityState!=="visible"||!this.#e?.isOpen)&&(this.#i||this.#n%Ri===0)&&this.#e.catchUp()};#d=()=>{document.visibilityState==="visible"&&this.#e?.refresh()};#u=()=>{this.#e?.connectionBack()};#r=()=>this.#e?.connectionLost();willUpdate(e){e.has("expanded")&&(this.menu="closed"),!(!this.#i||this.#e!==null)&&(this.#e=fe.with(this.server),this.#e.watch(this.#a),this.#e.isOpen||this.#e.open())}updated(e){this.#m(),e.has("expanded")&&e.get("expanded")!==void 0&&(this.expanded?this.#v:this.#l(".bubble"))?.focus(),e.has("menu")&&this.menu==="code"&&this.#l("#code")?.focus(),this.#Q(),this.#$();let t=this.#e;this.#s.follow(this.#l(".log"),t?.entries??[],t?.question??null),this.#c()}#c(){let e=this.#e;this.#i&&e?.isOpen===!0&&!e.opening?this.readAloud||(this.#t??=setTimeout(()=>this.readAloud=!0,Li)):(clearTimeout(this.#t),this.#t=void 0,this.readAloud=this.#i&&e?.isNew===!0)}render(){let e=this.#e;if(!this.#i||e===null)return this.#b();let t=u`
      ${this.#_()}
      <div class="body">
        ${this.#S(e)} ${this.#k(e)} ${this.#g(e)}
      </div>
      ${this.#A(e)} ${this.#w(e)} ${this.#R(e)}
      <p class="hidden" role="status">${this.#y(e)||c}</p>
    `;return this.open?u`<section class="panel" aria-label=${wt} @keydown=${this.#D}>${t}</section>`:u`<dialog
          class="panel floating"
          aria-labelledby="title"
          @keydown=${this.#D}
          @keyup=${He}
          @keypress=${He}
          @cancel=${this.#K}
        >
          ${t}
        </dialog>`}#b(){let e=this.#s.countAfterSeen(this.#e?.entries??[]).length;return u`<button class="bubble" type="button" aria-haspopup="dialog" @click=${this.show}>
        ${Ws("M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H9l-5 4v-4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z")}
        <span>${this.label||gt}</span>
        ${e?u`<span class="unread">${ce(e)}</span>`:c}
      </button>
      <p class="hidden" role="status">${e?ce(e):c}</p>`}#_(){return u`<div class="head">
      <h2 id="title">${mt}<span class="hidden">${" \u2013 "}</span><span class="subtitle">${ft}</span></h2>
      <button
        class="plain menu-button"
        type="button"
        aria-expanded=${this.menu!=="closed"}
        aria-controls="menu"
        @click=${this.#q}
        @keydown=${this.#F}
      >
        ${kt}
      </button>
      ${this.open?c:u`<button class="plain" type="button" aria-label=${vt} @click=${this.hide}>
            ${Ws("m6.4 5 5.6 5.6L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z")}
          </button>`}
    </div>`}#S({entries:e}){let t={closed:()=>c,open:()=>As(this.#O,`${this.server.replace(/\/+$/,"")}/notice`,Es(e)),code:()=>Ts(this.codeIsWrong,this.#j,this.#f)}[this.menu];return u`<div id="menu" class="menu" ?hidden=${this.menu==="closed"} @focusout=${this.#V}>${t()}</div>`}#O={say:e=>this.#L(e),copy:e=>(this.#f(),this.#I(e)),downloadData:()=>this.#Y(),downloadTranscript:()=>(this.#f(),Me(Ht,_s(this.#e?.entries??[]))),printNotes:()=>this.#G(),askForCode:()=>this.menu="code",close:()=>this.#f()};#k(e){let{entries:t}=e;return u`<div
      class="log"
      role="log"
      tabindex="0"
      aria-label=${bt}
      aria-live=${this.readAloud?"polite":"off"}
      aria-busy=${e.opening||e.delivering}
      @scroll=${this.#s.look}
    >
      ${pt(t,({key:s})=>s,(s,n)=>u`${Pi(s,t[n-1])}${this.#N(s,t[n+1])}`)}
      ${e.answering?u`<div class="typing" aria-hidden="true"><span></span><span></span><span></span></div>`:c}
    </div>`}#N(e,t){let s=e.delivery==="failed"||e.delivery==="refused",n=e.from==="bot"?ne:oe;return u`<div
      class="message ${e.from} ${s?"undelivered":""}"
      data-from=${e.from}
      data-key=${e.key}
      data-delivery=${e.delivery}
    >
      ${e.person?u`<p class="person">${yt}</p>`:c}
      <p class="text"><span class="hidden">${e.person?c:n}</span>${Mi(e)}</p>
      ${s?u`<span class="delivery">${e.delivery==="failed"?rs:as}</span>`:c}
      ${this.#x(Ie(e))} ${Ii(e,t)}
    </div>`}#x(e){return e===null?c:u`<button class="plain copy" type="button" @click=${()=>this.#I(e)}>
      ${this.copied===e.value?Le:e.label}
    </button>`}#g({offered:e,question:t}){let{unseen:s,isQuestionAway:n}=this.#s,o=n?t?.text:void 0;return u`<div class="dock">
      ${s.length>0?u`<button class="filled jump" type="button" @click=${this.#z}>${ce(s.length)}</button>`:c}
      ${o?u`<button class="plain question" type="button" @click=${this.#B}>
            <span class="hidden">${_t}</span><span class="asked">${T(o)}</span>
          </button>`:c}
      <div aria-live=${this.readAloud?"polite":"off"}>${e?this.#C(e.buttons):c}</div>
    </div>`}#C(e){return u`<ul class="choices" aria-label=${$t}>
      ${e.map(t=>u`<li><button class="choice" type="button" @click=${()=>this.#L(t)}>${t}</button></li>`)}
    </ul>`}#A({patience:e,opening:t,waking:s}){let n=s?is:{short:"",thinking:ns,slow:os}[e];return u`<div class="state" role="status">${n||(t?ss:c)}</div>`}#w({trouble:e,offline:t}){let s=u`<button class="filled retry" type="button" @click=${this.#W}>${Ot}</button>`;return u`<div class="alert" role="alert">
      ${e!==null?u`<div class="bar error">
            <p>${T(e.sentence)}</p>
            ${e.canRetry?s:c}
          </div>`:t?u`<div class="bar offline">
              <p>${T(ds)}</p>
              ${s}
            </div>`:c}
    </div>`}#R(e){let t=We(e);return u`<form class="write" @submit=${this.#H}>
      <label class="hidden" for="input">${xt}</label>
      <textarea
        id="input"
        rows="1"
        placeholder=${At}
        aria-describedby="hint count"
        aria-invalid=${t<0}
        enterkeyhint="send"
        .value=${ht(e.draft)}
        @input=${this.#p}
        @keydown=${this.#U}
      ></textarea>
      <button class="filled" type="submit">${St}</button>
      <p class="hint keys" id="hint">${Tt}</p>
      <p class="count ${t<0?"wrong":""}" id="count" role=${this.wasTooLong?"alert":c}>${t<=Hs?fs(t):c}</p>
    </form>`}#y(e){let t=We(e);if(t<=Hs&&!this.wasTooLong)return gs(t);if(this.copied)return Le;let{found:s}=e;return s===null?"":s.byCode?ls:vs(s.count)}#l(e){return this.renderRoot.querySelector(e)}get#v(){return this.#l("textarea")}#m(){let e=this.#l("dialog");e===null||e.open||(ye.matches?e.showModal():e.show())}#E=()=>{let e=this.#l("dialog");if(e===null)return;let t=this.shadowRoot?.activeElement;e.close(),this.#m(),t?.focus()};#p=()=>{this.wasTooLong=!1,this.#e?.keepDraft(this.#v?.value??"")};#U=e=>{e.key!=="Enter"||e.shiftKey||e.isComposing||(e.preventDefault(),this.#P())};#H=e=>{e.preventDefault(),this.#P(),this.#v?.focus()};#P(){let e=this.#e,t=e?.draft.trim()??"";e===null||t===""||(this.wasTooLong=We(e)<0,!this.wasTooLong&&(e.keepDraft(""),e.send(t)))}#L(e){this.copied="",this.#e?.send(e),this.menu="closed",this.#T()}#T(){this.#l(".log")?.focus({preventScroll:!0})}#W=()=>{let e=this.#e;e?.trouble?e.retry():e?.connectionBack(),this.#T()};#z=()=>{this.#s.jump(),this.#T()};#B=()=>{this.#s.show(this.#e?.question??null),this.#T()};#I(e){$s(e.value).then(t=>{t?this.copied=e.value:this.#e?.complain(Ft)})}#$=()=>{let e=this.#l(".panel");e!==null&&Is(e,ye.matches&&this.matches(":focus-within"))};#M=e=>{let t=e.composedPath();this.menu!=="open"||t.some(s=>s instanceof Element&&s.matches(".menu, .menu-button"))||(this.menu="closed")};#V=({relatedTarget:e})=>{let t=this.#l(".menu"),s=e;this.menu==="open"&&s!==null&&!t?.contains(s)&&!s.closest(".head")&&(this.menu="closed")};#F=e=>{e.key==="ArrowDown"&&(e.preventDefault(),this.menu="open",this.updateComplete.then(()=>this.#l(".item")?.focus()))};#q=()=>{this.codeIsWrong=!1,this.menu=this.menu==="closed"?"open":"closed"};#f=()=>{this.menu="closed",this.#l(".menu-button")?.focus()};#j=e=>{e.preventDefault();let t=this.#l("#code"),s=/([a-z0-9]{4})[\s.\u2013\u2014-]*([a-z0-9]{4})\W*$/i.exec(t?.value??"");this.codeIsWrong=s===null,s===null?t?.focus():this.#L(Zt(`${s[1]}-${s[2]}`.toUpperCase()))};#Y(){this.#f(),this.#e?.fetchNotes().then(e=>Me(Ut,xs(e)),e=>this.#e?.complain(e instanceof v?e.message:w))}#G(){let e=Ns();if(this.#f(),e===null){this.#e?.complain(ts);return}this.#e?.fetchNotes().then(t=>Rs(e,t),t=>Cs(e,t instanceof v?t.message:w))}#K=e=>{e.preventDefault(),this.hide()};#D=e=>{He(e),!(e.key!=="Escape"||e.isComposing)&&(this.menu==="closed"&&this.open||(e.preventDefault(),e.stopPropagation(),this.menu==="closed"?this.hide():this.#f()))};#Q(){let e=this.#v;e!==null&&(e.style.height="auto",e.style.height=`${e.scrollHeight+e.offsetHeight-e.clientHeight}px`)}};function He(i){let e=i.composedPath()[0];(e instanceof HTMLTextAreaElement||e instanceof HTMLInputElement)&&i.stopPropagation()}function We(i){return Ni-Array.from(i.draft.trim()).length}function Ws(i){return u`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${i} /></svg>`}function Pi({at:i},e){let t=R(i);return e!==void 0&&R(e.at)===t?c:u`<p class="day"><time datetime=${t}>${ve(i)}</time></p>`}function zs(i){return Math.floor(i/60)}function Ii({from:i,at:e,delivery:t},s){let n=ge(e);return t!=="sent"||s?.from===i&&zs(s.at)===zs(e)?c:u`<time class="at" datetime=${`${R(e)}T${n}`}>${n}</time>`}function Mi(i){return i.text===null?u`<em class="unkept">${i.withdrawn?de:le}</em>`:i.from==="user"?u`${T(i.text)}`:Os(ks(i.text)).map(({text:e,href:t})=>t===null?u`${T(e)}`:t.startsWith("mailto:")?u`<a href=${t}>${e}</a>`:u`<a href=${t} target="_blank" rel="noopener noreferrer"
      >${e}<span class="hidden">${re}</span></a
    >`)}var ze="conseiller-bot";customElements.get(ze)||customElements.define(ze,Ee);Ps(ze);})();
