"use strict";(()=>{var F=globalThis,j=F.ShadowRoot&&(F.ShadyCSS===void 0||F.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,_e=Symbol(),Ve=new WeakMap,D=class{constructor(e,t,s){if(this._$cssResult$=!0,s!==_e)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(j&&e===void 0){let s=t!==void 0&&t.length===1;s&&(e=Ve.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),s&&Ve.set(t,e))}return e}toString(){return this.cssText}},q=n=>new D(typeof n=="string"?n:n+"",void 0,_e),Y=(n,...e)=>{let t=n.length===1?n[0]:e.reduce((s,i,o)=>s+(r=>{if(r._$cssResult$===!0)return r.cssText;if(typeof r=="number")return r;throw Error("Value passed to 'css' function must be a 'css' function result: "+r+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(i)+n[o+1],n[0]);return new D(t,n,_e)},Fe=(n,e)=>{if(j)n.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let s=document.createElement("style"),i=F.litNonce;i!==void 0&&s.setAttribute("nonce",i),s.textContent=t.cssText,n.appendChild(s)}},xe=j?n=>n:n=>n instanceof CSSStyleSheet?(e=>{let t="";for(let s of e.cssRules)t+=s.cssText;return q(t)})(n):n;var{is:Bs,defineProperty:Vs,getOwnPropertyDescriptor:Fs,getOwnPropertyNames:js,getOwnPropertySymbols:qs,getPrototypeOf:Ys}=Object,G=globalThis,je=G.trustedTypes,Gs=je?je.emptyScript:"",Ks=G.reactiveElementPolyfillSupport,U=(n,e)=>n,Ae={toAttribute(n,e){switch(e){case Boolean:n=n?Gs:null;break;case Object:case Array:n=n==null?n:JSON.stringify(n)}return n},fromAttribute(n,e){let t=n;switch(e){case Boolean:t=n!==null;break;case Number:t=n===null?null:Number(n);break;case Object:case Array:try{t=JSON.parse(n)}catch{t=null}}return t}},Ye=(n,e)=>!Bs(n,e),qe={attribute:!0,type:String,converter:Ae,reflect:!1,useDefault:!1,hasChanged:Ye};Symbol.metadata??=Symbol("metadata"),G.litPropertyMetadata??=new WeakMap;var E=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=qe){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let s=Symbol(),i=this.getPropertyDescriptor(e,s,t);i!==void 0&&Vs(this.prototype,e,i)}}static getPropertyDescriptor(e,t,s){let{get:i,set:o}=Fs(this.prototype,e)??{get(){return this[t]},set(r){this[t]=r}};return{get:i,set(r){let l=i?.call(this);o?.call(this,r),this.requestUpdate(e,l,s)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??qe}static _$Ei(){if(this.hasOwnProperty(U("elementProperties")))return;let e=Ys(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(U("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(U("properties"))){let t=this.properties,s=[...js(t),...qs(t)];for(let i of s)this.createProperty(i,t[i])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[s,i]of t)this.elementProperties.set(s,i)}this._$Eh=new Map;for(let[t,s]of this.elementProperties){let i=this._$Eu(t,s);i!==void 0&&this._$Eh.set(i,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let s=new Set(e.flat(1/0).reverse());for(let i of s)t.unshift(xe(i))}else e!==void 0&&t.push(xe(e));return t}static _$Eu(e,t){let s=t.attribute;return s===!1?void 0:typeof s=="string"?s:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let s of t.keys())this.hasOwnProperty(s)&&(e.set(s,this[s]),delete this[s]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Fe(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,s){this._$AK(e,s)}_$ET(e,t){let s=this.constructor.elementProperties.get(e),i=this.constructor._$Eu(e,s);if(i!==void 0&&s.reflect===!0){let o=(s.converter?.toAttribute!==void 0?s.converter:Ae).toAttribute(t,s.type);this._$Em=e,o==null?this.removeAttribute(i):this.setAttribute(i,o),this._$Em=null}}_$AK(e,t){let s=this.constructor,i=s._$Eh.get(e);if(i!==void 0&&this._$Em!==i){let o=s.getPropertyOptions(i),r=typeof o.converter=="function"?{fromAttribute:o.converter}:o.converter?.fromAttribute!==void 0?o.converter:Ae;this._$Em=i;let l=r.fromAttribute(t,o.type);this[i]=l??this._$Ej?.get(i)??l,this._$Em=null}}requestUpdate(e,t,s,i=!1,o){if(e!==void 0){let r=this.constructor;if(i===!1&&(o=this[e]),s??=r.getPropertyOptions(e),!((s.hasChanged??Ye)(o,t)||s.useDefault&&s.reflect&&o===this._$Ej?.get(e)&&!this.hasAttribute(r._$Eu(e,s))))return;this.C(e,t,s)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:s,reflect:i,wrapped:o},r){s&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,r??t??this[e]),o!==!0||r!==void 0)||(this._$AL.has(e)||(this.hasUpdated||s||(t=void 0),this._$AL.set(e,t)),i===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[i,o]of this._$Ep)this[i]=o;this._$Ep=void 0}let s=this.constructor.elementProperties;if(s.size>0)for(let[i,o]of s){let{wrapped:r}=o,l=this[i];r!==!0||this._$AL.has(i)||l===void 0||this.C(i,void 0,o,l)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(s=>s.hostUpdate?.()),this.update(t)):this._$EM()}catch(s){throw e=!1,this._$EM(),s}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};E.elementStyles=[],E.shadowRootOptions={mode:"open"},E[U("elementProperties")]=new Map,E[U("finalized")]=new Map,Ks?.({ReactiveElement:E}),(G.reactiveElementVersions??=[]).push("2.1.2");var Se=globalThis,Ge=n=>n,K=Se.trustedTypes,Ke=K?K.createPolicy("lit-html",{createHTML:n=>n}):void 0,Oe="$lit$",$=`lit$${Math.random().toFixed(9).slice(2)}$`,ke="?"+$,Qs=`<${ke}>`,k=document,W=()=>k.createComment(""),z=n=>n===null||typeof n!="object"&&typeof n!="function",Ne=Array.isArray,tt=n=>Ne(n)||typeof n?.[Symbol.iterator]=="function",Te=`[ 	
\f\r]`,H=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Qe=/-->/g,Je=/>/g,S=RegExp(`>|${Te}(?:([^\\s"'>=/]+)(${Te}*=${Te}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Ze=/'/g,Xe=/"/g,st=/^(?:script|style|textarea|title)$/i,Ce=n=>(e,...t)=>({_$litType$:n,strings:e,values:t}),u=Ce(1),Bn=Ce(2),Vn=Ce(3),b=Symbol.for("lit-noChange"),c=Symbol.for("lit-nothing"),et=new WeakMap,O=k.createTreeWalker(k,129);function nt(n,e){if(!Ne(n)||!n.hasOwnProperty("raw"))throw Error("invalid template strings array");return Ke!==void 0?Ke.createHTML(e):e}var it=(n,e)=>{let t=n.length-1,s=[],i,o=e===2?"<svg>":e===3?"<math>":"",r=H;for(let l=0;l<t;l++){let a=n[l],h,f,d=-1,p=0;for(;p<a.length&&(r.lastIndex=p,f=r.exec(a),f!==null);)p=r.lastIndex,r===H?f[1]==="!--"?r=Qe:f[1]!==void 0?r=Je:f[2]!==void 0?(st.test(f[2])&&(i=RegExp("</"+f[2],"g")),r=S):f[3]!==void 0&&(r=S):r===S?f[0]===">"?(r=i??H,d=-1):f[1]===void 0?d=-2:(d=r.lastIndex-f[2].length,h=f[1],r=f[3]===void 0?S:f[3]==='"'?Xe:Ze):r===Xe||r===Ze?r=S:r===Qe||r===Je?r=H:(r=S,i=void 0);let m=r===S&&n[l+1].startsWith("/>")?" ":"";o+=r===H?a+Qs:d>=0?(s.push(h),a.slice(0,d)+Oe+a.slice(d)+$+m):a+$+(d===-2?l:m)}return[nt(n,o+(n[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),s]},B=class n{constructor({strings:e,_$litType$:t},s){let i;this.parts=[];let o=0,r=0,l=e.length-1,a=this.parts,[h,f]=it(e,t);if(this.el=n.createElement(h,s),O.currentNode=this.el.content,t===2||t===3){let d=this.el.content.firstChild;d.replaceWith(...d.childNodes)}for(;(i=O.nextNode())!==null&&a.length<l;){if(i.nodeType===1){if(i.hasAttributes())for(let d of i.getAttributeNames())if(d.endsWith(Oe)){let p=f[r++],m=i.getAttribute(d).split($),g=/([.?@])?(.*)/.exec(p);a.push({type:1,index:o,name:g[2],strings:m,ctor:g[1]==="."?J:g[1]==="?"?Z:g[1]==="@"?X:C}),i.removeAttribute(d)}else d.startsWith($)&&(a.push({type:6,index:o}),i.removeAttribute(d));if(st.test(i.tagName)){let d=i.textContent.split($),p=d.length-1;if(p>0){i.textContent=K?K.emptyScript:"";for(let m=0;m<p;m++)i.append(d[m],W()),O.nextNode(),a.push({type:2,index:++o});i.append(d[p],W())}}}else if(i.nodeType===8)if(i.data===ke)a.push({type:2,index:o});else{let d=-1;for(;(d=i.data.indexOf($,d+1))!==-1;)a.push({type:7,index:o}),d+=$.length-1}o++}}static createElement(e,t){let s=k.createElement("template");return s.innerHTML=e,s}};function N(n,e,t=n,s){if(e===b)return e;let i=s!==void 0?t._$Co?.[s]:t._$Cl,o=z(e)?void 0:e._$litDirective$;return i?.constructor!==o&&(i?._$AO?.(!1),o===void 0?i=void 0:(i=new o(n),i._$AT(n,t,s)),s!==void 0?(t._$Co??=[])[s]=i:t._$Cl=i),i!==void 0&&(e=N(n,i._$AS(n,e.values),i,s)),e}var Q=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:s}=this._$AD,i=(e?.creationScope??k).importNode(t,!0);O.currentNode=i;let o=O.nextNode(),r=0,l=0,a=s[0];for(;a!==void 0;){if(r===a.index){let h;a.type===2?h=new L(o,o.nextSibling,this,e):a.type===1?h=new a.ctor(o,a.name,a.strings,this,e):a.type===6&&(h=new ee(o,this,e)),this._$AV.push(h),a=s[++l]}r!==a?.index&&(o=O.nextNode(),r++)}return O.currentNode=k,i}p(e){let t=0;for(let s of this._$AV)s!==void 0&&(s.strings!==void 0?(s._$AI(e,s,t),t+=s.strings.length-2):s._$AI(e[t])),t++}},L=class n{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,s,i){this.type=2,this._$AH=c,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=s,this.options=i,this._$Cv=i?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=N(this,e,t),z(e)?e===c||e==null||e===""?(this._$AH!==c&&this._$AR(),this._$AH=c):e!==this._$AH&&e!==b&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):tt(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==c&&z(this._$AH)?this._$AA.nextSibling.data=e:this.T(k.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:s}=e,i=typeof s=="number"?this._$AC(e):(s.el===void 0&&(s.el=B.createElement(nt(s.h,s.h[0]),this.options)),s);if(this._$AH?._$AD===i)this._$AH.p(t);else{let o=new Q(i,this),r=o.u(this.options);o.p(t),this.T(r),this._$AH=o}}_$AC(e){let t=et.get(e.strings);return t===void 0&&et.set(e.strings,t=new B(e)),t}k(e){Ne(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,s,i=0;for(let o of e)i===t.length?t.push(s=new n(this.O(W()),this.O(W()),this,this.options)):s=t[i],s._$AI(o),i++;i<t.length&&(this._$AR(s&&s._$AB.nextSibling,i),t.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let s=Ge(e).nextSibling;Ge(e).remove(),e=s}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},C=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,s,i,o){this.type=1,this._$AH=c,this._$AN=void 0,this.element=e,this.name=t,this._$AM=i,this.options=o,s.length>2||s[0]!==""||s[1]!==""?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=c}_$AI(e,t=this,s,i){let o=this.strings,r=!1;if(o===void 0)e=N(this,e,t,0),r=!z(e)||e!==this._$AH&&e!==b,r&&(this._$AH=e);else{let l=e,a,h;for(e=o[0],a=0;a<o.length-1;a++)h=N(this,l[s+a],t,a),h===b&&(h=this._$AH[a]),r||=!z(h)||h!==this._$AH[a],h===c?e=c:e!==c&&(e+=(h??"")+o[a+1]),this._$AH[a]=h}r&&!i&&this.j(e)}j(e){e===c?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},J=class extends C{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===c?void 0:e}},Z=class extends C{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==c)}},X=class extends C{constructor(e,t,s,i,o){super(e,t,s,i,o),this.type=5}_$AI(e,t=this){if((e=N(this,e,t,0)??c)===b)return;let s=this._$AH,i=e===c&&s!==c||e.capture!==s.capture||e.once!==s.once||e.passive!==s.passive,o=e!==c&&(s===c||i);i&&this.element.removeEventListener(this.name,this,s),o&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},ee=class{constructor(e,t,s){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(e){N(this,e)}},ot={M:Oe,P:$,A:ke,C:1,L:it,R:Q,D:tt,V:N,I:L,H:C,N:Z,U:X,B:J,F:ee},Js=Se.litHtmlPolyfillSupport;Js?.(B,L),(Se.litHtmlVersions??=[]).push("3.3.3");var rt=(n,e,t)=>{let s=t?.renderBefore??e,i=s._$litPart$;if(i===void 0){let o=t?.renderBefore??null;s._$litPart$=i=new L(e.insertBefore(W(),o),o,void 0,t??{})}return i._$AI(n),i};var Re=globalThis,x=class extends E{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=rt(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return b}};x._$litElement$=!0,x.finalized=!0,Re.litElementHydrateSupport?.({LitElement:x});var Zs=Re.litElementPolyfillSupport;Zs?.({LitElement:x});(Re.litElementVersions??=[]).push("4.2.2");var _={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},te=n=>(...e)=>({_$litDirective$:n,values:e}),P=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,s){this._$Ct=e,this._$AM=t,this._$Ci=s}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:Xs}=ot,at=n=>n;var dt=n=>n.strings===void 0,lt=()=>document.createComment(""),I=(n,e,t)=>{let s=n._$AA.parentNode,i=e===void 0?n._$AB:e._$AA;if(t===void 0){let o=s.insertBefore(lt(),i),r=s.insertBefore(lt(),i);t=new Xs(o,r,n,n.options)}else{let o=t._$AB.nextSibling,r=t._$AM,l=r!==n;if(l){let a;t._$AQ?.(n),t._$AM=n,t._$AP!==void 0&&(a=n._$AU)!==r._$AU&&t._$AP(a)}if(o!==i||l){let a=t._$AA;for(;a!==o;){let h=at(a).nextSibling;at(s).insertBefore(a,i),a=h}}}return t},A=(n,e,t=n)=>(n._$AI(e,t),n),en={},se=(n,e=en)=>n._$AH=e,ct=n=>n._$AH,ne=n=>{n._$AR(),n._$AA.remove()};var ht=te(class extends P{constructor(n){if(super(n),n.type!==_.PROPERTY&&n.type!==_.ATTRIBUTE&&n.type!==_.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!dt(n))throw Error("`live` bindings can only contain a single expression")}render(n){return n}update(n,[e]){if(e===b||e===c)return e;let t=n.element,s=n.name;if(n.type===_.PROPERTY){if(e===t[s])return b}else if(n.type===_.BOOLEAN_ATTRIBUTE){if(!!e===t.hasAttribute(s))return b}else if(n.type===_.ATTRIBUTE&&t.getAttribute(s)===e+"")return b;return se(n),e}});var ut=(n,e,t)=>{let s=new Map;for(let i=e;i<=t;i++)s.set(n[i],i);return s},pt=te(class extends P{constructor(n){if(super(n),n.type!==_.CHILD)throw Error("repeat() can only be used in text expressions")}dt(n,e,t){let s;t===void 0?t=e:e!==void 0&&(s=e);let i=[],o=[],r=0;for(let l of n)i[r]=s?s(l,r):r,o[r]=t(l,r),r++;return{values:o,keys:i}}render(n,e,t){return this.dt(n,e,t).values}update(n,[e,t,s]){let i=ct(n),{values:o,keys:r}=this.dt(e,t,s);if(!Array.isArray(i))return this.ut=r,o;let l=this.ut??=[],a=[],h,f,d=0,p=i.length-1,m=0,g=o.length-1;for(;d<=p&&m<=g;)if(i[d]===null)d++;else if(i[p]===null)p--;else if(l[d]===r[m])a[m]=A(i[d],o[m]),d++,m++;else if(l[p]===r[g])a[g]=A(i[p],o[g]),p--,g--;else if(l[d]===r[g])a[g]=A(i[d],o[g]),I(n,a[g+1],i[d]),d++,g--;else if(l[p]===r[m])a[m]=A(i[p],o[m]),I(n,i[d],i[p]),p--,m++;else if(h===void 0&&(h=ut(r,m,g),f=ut(l,d,p)),h.has(l[d]))if(h.has(l[p])){let y=f.get(r[m]),$e=y!==void 0?i[y]:null;if($e===null){let Be=I(n,i[d]);A(Be,o[m]),a[m]=Be}else a[m]=A($e,o[m]),I(n,i[d],$e),i[y]=null;m++}else ne(i[p]),p--;else ne(i[d]),d++;for(;m<=g;){let y=I(n,a[g+1]);A(y,o[m]),a[m++]=y}for(;d<=p;){let y=i[d++];y!==null&&ne(y)}return this.ut=r,se(n,a),b}});var mt="Assistant";var ft="programme, pas une personne",gt="\xC9crire \xE0 l'assistant",vt="Fermer la discussion",bt="Conversation avec l'assistant",wt="Discussion avec l'assistant, un programme",ie="Assistant : ",yt="Une personne de l'\xE9quipe",Et="Une personne de l'\xE9quipe : ",oe="Vous : ",$t="R\xE9ponses propos\xE9es",_t="Question en attente : ",xt="Votre message",At="Votre message",Tt="Entr\xE9e pour envoyer, Maj + Entr\xE9e pour aller \xE0 la ligne.",St="Envoyer",Ot="R\xE9essayer",re=" (nouvelle fen\xEAtre)",kt="Menu",Nt="Options de la discussion",Ct={label:"Relire ce qui est gard\xE9 sur moi",says:"mes donn\xE9es"},Rt={label:"Continuer sur un autre appareil",says:"code de reprise"},Lt={label:"Parler \xE0 un humain",says:"parler \xE0 un humain"},Pt={label:"Tout supprimer",says:"supprimer"},It="Notice d'information",Mt="T\xE9l\xE9charger mes donn\xE9es",Dt="T\xE9l\xE9charger la conversation",Ut="mes-donnees.txt",Ht="conversation.txt",Wt="Mes donn\xE9es",zt="Conversation avec l'assistant des candidates et candidats",Bt="Copier le code",Vt="Copier le re\xE7u",Le="Copi\xE9.",Ft="Votre navigateur n'a pas permis de copier. S\xE9lectionnez le texte dans la conversation.",jt="Imprimer mes notes",qt="J'ai un code de reprise",Yt="Votre code de reprise",Gt="8 lettres et chiffres, par exemple ABCD-EF23. Le code sert une fois.",Kt="Un code de reprise a 8 lettres et chiffres. V\xE9rifiez celui que vous avez recopi\xE9.",Qt="Reprendre",Jt="Annuler",Zt=n=>`reprendre code ${n}`,V="Mes notes",Xt="Vos notes arrivent\u2026",ae="Inscription",es="Imprimer, ou enregistrer en PDF",ts="Votre navigateur a emp\xEAch\xE9 l'ouverture d'un onglet. Autorisez les fen\xEAtres de ce site, ou \xE9crivez \xAB mes donn\xE9es \xBB ici.",ss="La discussion s'ouvre\u2026",ns="L'assistant se r\xE9veille\u2026 Encore quelques secondes : rien n'est perdu.",is="Je r\xE9fl\xE9chis\u2026",os="La r\xE9ponse prend plus de temps que d'habitude. Elle arrive, rien n'est perdu.",le="message non conserv\xE9 (avant votre accord)",de="r\xE9ponse retir\xE9e, comme vous l'avez demand\xE9",rs="Non envoy\xE9",as="Refus\xE9",ls="Votre conversation est reprise ici.",ds="Vous semblez hors connexion. Vous pouvez continuer \xE0 \xE9crire : vos messages partiront au retour de la connexion.",cs="Je n'arrive pas \xE0 joindre le service. V\xE9rifiez votre connexion, puis r\xE9essayez.",hs="Ce site n'est pas autoris\xE9 \xE0 montrer l'assistant : ce n'est pas votre connexion. Pr\xE9venez la personne qui tient ce site.",w="Le service ne r\xE9pond pas comme pr\xE9vu. R\xE9essayez dans un moment : rien n'est perdu.",us="La r\xE9ponse n'est pas arriv\xE9e \xE0 temps. Vous pouvez r\xE9essayer : votre message ne sera pas compt\xE9 deux fois.",ps="Un message n'est pas parti avant la fermeture de la page.",ms="Votre session n'\xE9tait plus valable : une nouvelle conversation a commenc\xE9. Votre message n'est pas parti ; \xAB R\xE9essayer \xBB l'envoie ici.";function fs(n){return n>=0?n===1?"Il reste 1 caract\xE8re.":`Il reste ${n} caract\xE8res.`:`Message trop long : ${-n} ${n===-1?"caract\xE8re":"caract\xE8res"} de trop. Raccourcissez-le, ou envoyez-le en deux fois.`}function gs(n){return n<0?"Message trop long. Raccourcissez-le, ou envoyez-le en deux fois.":`Il reste moins de ${[100,300,600].find(e=>n<e)??1e3} caract\xE8res.`}function vs(n){return`Conversation retrouv\xE9e : ${n} messages.`}function ce(n){return n===1?"1 nouveau message":`${n} nouveaux messages`}var v=class extends Error{constructor(t,s){super(s);this.failure=t}failure},tn=65e3,sn=new Set([400,413,415]),nn="waking",on=1500,rn=60,an=1e4,he=class{#e;#o;#i=!1;constructor(e,t){this.#e=e.replace(/\/+$/,""),this.#o=t}async openSession(e){let t=await this.#t("/session",null,e===null?{}:{token:e});if(typeof t.token!="string")throw new v("trouble",w);return{...Pe(t),token:t.token}}async sendMessage(e,t,s){return Pe(await this.#t("/messages",e,{id:t,text:s}))}async fetchNews(e,t){return Pe(await this.#t(`/messages?after=${t}`,e))}async fetchNotes(e){let t=await this.#t("/notes",e);if(!Array.isArray(t.notes))throw new v("trouble",w);return t}async#t(e,t,s){let i={};t!==null&&(i.authorization=`Bearer ${t}`),s!==void 0&&(i["content-type"]="application/json");let o={method:s===void 0?"GET":"POST",headers:i,body:s===void 0?void 0:JSON.stringify(s)},r=1;try{for(;;r+=1){let l=await this.#s(e,o),a=await l.json().catch(()=>null);if(l.ok&&a!==null)return a;if(s===void 0||a?.error!==nn||r===rn){let h=typeof a?.message=="string"?a.message:w;throw new v(l.ok?"trouble":ln(l.status),h)}this.#o(!0),await new Promise(h=>setTimeout(h,on))}}finally{r>1&&this.#o(!1)}}async#s(e,t){try{let s=await this.#a(`/webhooks/web${e}`,tn,t);return this.#i=!0,s}catch(s){throw s instanceof DOMException&&s.name==="TimeoutError"?new v("trouble",us):await this.#n()?new v("blocked",hs):new v("network",cs)}}async#n(){return this.#i||this.#e===""?!1:this.#a("/health",an,{mode:"no-cors"}).then(()=>!0,()=>!1)}#a(e,t,s){return fetch(this.#e+e,{...s,credentials:"omit",cache:"no-store",referrerPolicy:"no-referrer",signal:AbortSignal.timeout(t)})}};function Pe(n){if(!Array.isArray(n.messages)||typeof n.cursor!="number")throw new v("trouble",w);return n}function ln(n){return n===401?"session":sn.has(n)?"refused":"trouble"}var bs="conseiller-bot",pe=class{#e;constructor(e){this.#e=e===""?bs:`${bs} ${e}`}async alone(e){let t=navigator.locks;await(t===void 0?e():t.request(this.#e,e))}readToken(){return ue(()=>localStorage.getItem(this.#e))??null}writeToken(e){ue(()=>localStorage.setItem(this.#e,e))}readTab(){let e=ue(()=>JSON.parse(sessionStorage.getItem(this.#e)??"{}"));return{draft:"",unsent:[],unkeptWords:{},...e}}writeTab(e){let t=e.draft===""&&e.unsent.length===0&&Object.keys(e.unkeptWords).length===0;ue(()=>t?sessionStorage.removeItem(this.#e):sessionStorage.setItem(this.#e,JSON.stringify(e)))}};function ue(n){try{return n()}catch{return}}var dn=2e3,cn=8e3,hn=/effac|supprim|retir/i,un="\u2022\u2022\u2022\u2022-\u2022\u2022\u2022\u2022",fe=class n{entries=[];draft="";opening=!1;delivering=!1;answering=!1;patience="short";waking=!1;found=null;isNew=!1;offline=!navigator.onLine;trouble=null;#e;#o;#i=new Set;#t=null;#s=0;#n=new Map;#a=null;#h=[];#d=new Set;static#u=new Map;static with(e){let t=n.#u.get(e),s=t??new n(e);return t===void 0&&n.#u.set(e,s),s}constructor(e){this.#e=new he(e,s=>this.#v(s)),this.#o=new pe(e);let t=this.#o.readTab();this.draft=t.draft,this.entries=t.unsent.map(({key:s,text:i})=>ws(s,i,"failed")),this.#n=new Map(Object.entries(t.unkeptWords).map(([s,i])=>[Number(s),i]))}watch(e){this.#i.add(e)}unwatch(e){this.#i.delete(e)}#r(){for(let e of this.#i)e()}get isOpen(){return this.#t!==null}get#c(){if(this.answering)return[];let e=({from:t,delivery:s,aside:i})=>t==="user"&&s==="sent"&&!i;return this.entries.slice(this.entries.findLastIndex(e)+1).filter(({from:t})=>t==="bot")}get offered(){return this.#c.findLast(({buttons:e})=>e.length>0)??null}get question(){let e=({text:t,person:s,aside:i})=>!s&&!i&&t?.includes("?")===!0;return this.offered??this.#c.findLast(e)??null}open(){return this.#a??=this.#o.alone(()=>this.#b()).finally(()=>this.#a=null),this.#a}async#b(){let e=this.#o.readToken();this.opening=!0,this.isNew=e===null,this.trouble=null,this.#r();try{let t=await this.#e.openSession(e);this.#y(),(t.token!==e||(this.#t??t.token)!==t.token)&&this.#_(),this.#t=t.token,this.#o.writeToken(t.token),this.#A(t),t.token===e&&(this.found={count:t.messages.length,byCode:!1}),this.entries.some(me)&&(this.trouble={sentence:ps,canRetry:!0})}catch(t){this.#l(t)}finally{this.opening=!1,this.#r()}}#_(){this.#n.clear(),this.entries=this.entries.filter(me),this.#s=0}send(e){let t=this.entries.at(-1);t?.delivery==="failed"&&t.text===e||this.entries.push(ws(crypto.randomUUID?.()??mn(),e,"waiting")),this.retry()}retry(){for(let e of this.entries)e.delivery==="failed"&&(e.delivery="waiting");this.trouble=null,this.#p(),this.#r(),this.#S()}keepDraft(e){this.draft=e,this.#p(),this.#r()}async fetchNotes(){if(this.#t===null&&await this.open(),this.#t===null)throw new v("trouble",this.trouble?.sentence??w);return this.#e.fetchNotes(this.#t)}complain(e){this.trouble={sentence:e,canRetry:!1},this.#r()}async catchUp(){this.delivering||await this.#g(this.#s)}async refresh(){this.delivering||await this.#g(0)}connectionLost(){this.offline=!0,this.#r()}async connectionBack(){this.offline=!1,this.trouble?.isConnection?this.retry():this.isOpen?await this.refresh():await this.open(),this.#r()}async#S(){if(this.#t===null&&this.delivering)return;this.delivering=!0,this.#t===null&&await this.open();let e=this.#t;e===null&&this.#x();let t=this.entries.filter(s=>s.delivery==="waiting"&&!this.#d.has(s));for(let s of t)this.#d.add(s);for(let s of t)e!==null&&e===this.#t&&s.delivery==="waiting"&&await this.#O(s,e),this.#d.delete(s);this.delivering=this.#d.size>0,this.#r()}async#O(e,t){this.#m(!0);try{let s=await this.#e.sendMessage(t,e.key,e.text??"");if(this.#y(),e.delivery="sent",e.aside=s.messages.length>0&&s.messages.every(({aside:o})=>o),s.elsewhere){this.#m(!1),await this.#k();return}e.position=Math.min(...s.messages.map(({id:o})=>o),1/0)-.5,Number.isFinite(e.position)||(e.position=this.#s+.5),this.#w(s.messages),this.#p(),this.#m(this.#d.size>1);let i=s.messages.some(({text:o})=>hn.test(o??""));await this.#g(i?0:this.#s)}catch(s){this.#m(this.#d.size>1),await this.#N(e,s)}}async#k(){this.opening=!0,this.isNew=!1,this.#_(),this.#r(),await this.#g(0),this.opening=!1,this.found={count:this.entries.length,byCode:!0}}async#N(e,t){let s=t instanceof v?t.failure:"trouble";s==="refused"?(e.delivery="refused",e.position=this.#s+.5,this.trouble={sentence:t.message,canRetry:!1}):(this.#x(),s==="session"?(await this.open(),this.#t!==null&&(this.trouble={sentence:ms,canRetry:!0})):this.#l(t)),this.#p()}#x(){for(let e of this.entries)e.delivery==="waiting"&&(e.delivery="failed")}async#g(e){let t=this.#t;if(t!==null){try{let s=await this.#e.fetchNews(t,e);if(t!==this.#t)return;this.#y(),e===0?this.#A(s):this.#C(s)}catch(s){s instanceof v&&s.failure==="session"?await this.open():s instanceof v&&s.failure==="network"&&(this.offline=!0)}this.#r()}}#C(e){this.#w(e.messages),this.#s=Math.max(this.#s,e.cursor),this.#p()}#A(e){let t=new Set(e.messages.map(({id:o})=>o)),s=o=>o!==null&&!t.has(o),i=this.entries.some(({id:o})=>s(o))||[...this.#n.keys()].some(s);this.#w(e.messages,!0),i&&this.#n.clear(),this.entries=this.entries.filter(o=>!s(o.id)&&(o.id!==null||me(o))),this.#s=Math.max(this.#s,e.cursor),this.#p()}#w(e,t=!1){let s=new Map(this.entries.map(i=>[i.id??i.key,i]));for(let i of e){let o=s.get(i.id)??s.get(i.message_id??"");o===void 0?this.entries.push(pn(i,this.#n.get(i.id))):this.#R(o,i,t)}this.entries.sort((i,o)=>i.position===o.position?0:i.position-o.position)}#R(e,t,s){e.id=e.position=t.id,e.delivery="sent",e.at=t.at,e.aside=t.aside===!0,e.withdrawn=t.withdrawn===!0,e.withdrawn?(e.text=null,this.#n.delete(t.id)):t.text?s&&!t.text.includes(un)&&(e.text=t.text):e.text&&this.#n.set(t.id,e.text)}#y(){this.offline=!1}#l(e){if(e instanceof v){let t=e.failure==="network";t&&(this.offline=!navigator.onLine),this.trouble={sentence:e.message,canRetry:e.failure!=="refused",isConnection:t}}else this.trouble={sentence:w,canRetry:!0}}#v(e){this.waking!==e&&(this.waking=e,this.#r())}#m(e){this.#h.forEach(clearTimeout),this.#h=[],this.answering=e,this.patience="short",e&&(this.#h=[this.#E("thinking",dn),this.#E("slow",cn)]),this.#r()}#E(e,t){return setTimeout(()=>{this.patience=e,this.#r()},t)}#p(){let e=this.entries.filter(me).map(({key:t,text:s})=>({key:t,text:s??""}));this.#o.writeTab({draft:this.draft,unsent:e,unkeptWords:Object.fromEntries(this.#n)})}};function ws(n,e,t){return{...{from:"user",person:!1,buttons:[],withdrawn:!1,aside:!1},key:n,text:e,delivery:t,id:null,position:1/0,at:Date.now()/1e3}}function pn(n,e){let{id:t,from:s,at:i,withdrawn:o=!1}=n;return{key:`server-${t}`,from:s,at:i,withdrawn:o,person:n.person===!0,aside:n.aside===!0,buttons:s==="bot"?n.buttons??[]:[],text:n.text||(o?null:e??null),id:t,position:t,delivery:"sent"}}function me(n){return n.delivery==="waiting"||n.delivery==="failed"}function mn(){return Array.from(crypto.getRandomValues(new Uint8Array(16)),n=>n.toString(16).padStart(2,"0")).join("")}var fn=new Intl.DateTimeFormat("fr-FR",{hour:"2-digit",minute:"2-digit"}),gn=new Intl.DateTimeFormat("fr-FR",{weekday:"long",day:"numeric",month:"long"}),ys=new Intl.DateTimeFormat("fr-FR",{weekday:"long",day:"numeric",month:"long",year:"numeric"});function ge(n){return fn.format(n*1e3)}function R(n){let e=new Date(n*1e3),t=s=>String(s).padStart(2,"0");return`${e.getFullYear()}-${t(e.getMonth()+1)}-${t(e.getDate())}`}function ve(n,e=!1){if(e)return ys.format(n*1e3);let t=new Date,s=new Date(t.getFullYear(),t.getMonth(),t.getDate()-1),i=R(n);return i===R(t.getTime()/1e3)?"aujourd'hui":i===R(s.getTime()/1e3)?"hier":(i.startsWith(`${t.getFullYear()}-`)?gn:ys).format(n*1e3)}var vn=/\bEFF-\d{8}-[0-9A-F]{8}\b/,bn=/(?<![\w-])[A-Z2-9]{4}-[A-Z2-9]{4}(?![\w-])/;function Ie({from:n,text:e}){if(n!=="bot"||e===null)return null;let t=vn.exec(e)?.[0];if(t!==void 0)return{label:Vt,value:t};let s=/code de reprise/i.test(e)?bn.exec(e)?.[0]:void 0;return s===void 0?null:{label:Bt,value:s}}function Es(n){let e=new Map;for(let t of n){let s=Ie(t);s!==null&&e.set(s.label,s)}return[...e.values()]}async function $s(n){try{return await navigator.clipboard.writeText(n),!0}catch{return!1}}function _s(n){let e=[zt],t="";for(let{from:s,person:i,text:o,withdrawn:r,at:l}of n){let a=ve(l,!0);a!==t&&e.push(a),t=a;let h=i?Et:s==="bot"?ie:oe;e.push(`${ge(l)} ${h}${o??`(${r?de:le})`}`)}return`${e.join(`

`)}
`}function xs({introduction:n,registration:e,notes:t}){let s=[Wt,n];e.length>0&&s.push(ae.toUpperCase(),e.map(([i,o])=>`${i} : ${o}`).join(`
`));for(let{title:i,question:o,answers:r,quotes_title:l,quotes:a,remarks:h,comments:f}of t){s.push(i.toUpperCase(),o);for(let[d,p]of[...r,...f])s.push(`${d} :
${p}`);a.length>0&&s.push(l,a.map(([d,p])=>`\xAB ${d} \xBB : ${p}`).join(`
`)),s.push(...h)}return`${s.join(`

`)}
`}function Me(n,e){let t=URL.createObjectURL(new Blob([e],{type:"text/plain;charset=utf-8"})),s=document.createElement("a");s.href=t,s.download=n,s.click(),setTimeout(()=>URL.revokeObjectURL(t),6e4)}function As(n,e,t){let s=(o,r)=>u`<li><button class="plain item" type="button" @click=${r}>${o}</button></li>`,i=({label:o,says:r})=>s(o,()=>n.say(r));return u`<ul aria-label=${Nt} @keydown=${wn}>
    ${t.map(o=>s(`${o.label} ${o.value}`,()=>n.copy(o)))} ${i(Ct)}
    ${s(Mt,n.downloadData)} ${s(jt,n.printNotes)}
    ${s(Dt,n.downloadTranscript)} ${i(Rt)}
    ${s(qt,n.askForCode)} ${i(Lt)}
    <li>
      <a class="plain item" href=${e} target="_blank" rel="noopener noreferrer" @click=${n.close}
        >${It}<span class="hidden">${re}</span></a
      >
    </li>
    ${i(Pt)}
  </ul>`}function Ts(n,e,t){return u`<form class="code" novalidate @submit=${e}>
    <label for="code">${Yt}</label>
    <input
      id="code"
      autocomplete="off"
      autocapitalize="characters"
      spellcheck="false"
      aria-describedby="code-hint"
      aria-invalid=${n}
    />
    <p id="code-hint" class="hint" role=${n?"alert":c}>${n?Kt:Gt}</p>
    <button class="filled" type="submit">${Qt}</button>
    <button class="plain" type="button" @click=${t}>${Jt}</button>
  </form>`}function wn(n){let e=[...n.currentTarget.querySelectorAll(".item")],t=e.indexOf(n.target),s={ArrowDown:t+1,ArrowUp:t-1+e.length,Home:0,End:e.length-1}[n.key];s!==void 0&&(n.preventDefault(),e[s%e.length]?.focus())}var yn=/[^\s<>"\u00ab\u00bb]+/gu,En=/^(?:[([{*_\u2018\u201c]|\p{L}{1,2}['\u2019])*/u,$n=".,;:!?\u2026'\u2019\u201D)]}*_",_n=/^https?:\/\//i,xn=/^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/u,An=/^(?:[\p{L}\p{N}][\p{L}\p{N}-]*\.)+(?:fr|org|com|net|eu|info|bzh)(?:[/?#][^@]*)?$/u;function Os(n){let e=[],t=0;for(let{0:s,index:i}of n.matchAll(yn)){let o=i+(En.exec(s)?.[0].length??0),r=i+s.length;for(;r>o&&$n.includes(n.charAt(r-1));)r-=1;let l=n.slice(o,r),a=Tn(l);a!==null&&(o>t&&e.push({text:n.slice(t,o),href:null}),e.push({text:l,href:a}),t=r)}return t<n.length&&e.push({text:n.slice(t),href:null}),e}function Tn(n){return _n.test(n)?Ss(n):xn.test(n)?`mailto:${n}`:An.test(n)?Ss(`https://${n}`):null}function Ss(n){try{let e=new URL(n);return/^https?:$/.test(e.protocol)&&e.username===""&&e.password===""?e.href:null}catch{return null}}function T(n){return n.replace(/ (?=[:;!?\u00bb%\u20ac](?:\s|$|[.,)]))/g,"\xA0").replace(/\u00ab /g,"\xAB\xA0").replace(/(?<=\d|\d[ \u00a0]h) (?=\d|(?:h|km|min|mois|ans?|euros?|heures?|jours?|semaines?)(?!\p{L}))/gu,"\xA0")}function ks(n){return n.replace(/(?<![\w+.])(?:\+33 ?|0)([1-9]) ?(\d\d) ?(\d\d) ?(\d\d) ?(\d\d)(?!\w)/g,"0$1 $2 $3 $4 $5")}var Sn=`
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
`;function Ns(){let n=window.open("","_blank");if(n===null)return null;let{document:e}=n;e.documentElement.lang="fr",e.title=V;let t=new n.CSSStyleSheet;t.replaceSync(Sn),e.adoptedStyleSheets=[t];let s=e.createElement("meta");return s.name="viewport",s.content="width=device-width, initial-scale=1",e.head.append(s),De(n,i=>{i("h1",V),i("p",Xt)}),n}function Cs(n,e){De(n,t=>{t("h1",V),t("p",e).setAttribute("role","alert")})}function Rs(n,{introduction:e,registration:t,notes:s}){De(n,i=>{if(i("h1",V),i("p",e),t.length!==0){i("button",es).addEventListener("click",()=>n.print()),i("h2",ae),On(i,t);for(let{title:o,question:r,answers:l,quotes_title:a,quotes:h,remarks:f,comments:d}of s){i("h2",o),i("p",r);for(let[p,m]of[...l,...d])i("h3",p),i("blockquote",m);if(h.length>0){i("h3",a);let p=i("ul","");for(let[m,g]of h)i("li",`\xAB ${m} \xBB : ${g}`,p)}for(let p of f)i("p",p)}}})}function De(n,e){let t=n.document,s=t.createElement("main");e((i,o,r=s)=>{let l=t.createElement(i);return l.textContent=T(o),r.append(l),l}),t.body.replaceChildren(s)}function On(n,e){let t=n("dl","");for(let[s,i]of e)n("dt",s,t),n("dd",i,t)}var be=document.currentScript,Ls=kn(be?.src??"");function kn(n){if(n==="")return"";let{href:e}=new URL(".",n);return e===`${location.origin}/`?"":e}function Ps(n){if(be===null||be.dataset.manual!==void 0)return;let{theme:e,label:t}=be.dataset,s=()=>{if(document.querySelector(n)!==null)return;let i=document.createElement(n);e!==void 0&&i.setAttribute("theme",e),t!==void 0&&i.setAttribute("label",t),document.body.append(i)};document.readyState==="loading"?document.addEventListener("DOMContentLoaded",s,{once:!0}):s()}var we=class{unseen=[];isQuestionAway=!1;#e;#o=null;#i=[];#t=null;#s=new Set;#n=0;#a=!0;#h=0;#d=new ResizeObserver(()=>this.#b());constructor(e){this.#e=e}follow(e,t,s){if(e!==this.#o&&(this.#d.disconnect(),e!==null&&this.#d.observe(e),this.#s.clear()),this.#o=e,this.#i=t,this.#t=s,e===null)return;let i=this.#n===0||!t.some(({key:l})=>this.#s.has(l));i&&this.#s.size>0&&(this.#n=0);let o=i?this.#r():t.findIndex(({key:l})=>!this.#s.has(l)),r=t.findLast(({key:l})=>!this.#s.has(l))?.delivery==="waiting";this.#s=new Set(t.map(({key:l})=>l)),e.scrollTop<this.#h-1&&!this.#u(e)&&(this.#a=!1),i||o>=0&&this.#a&&!r?this.#c(o):(r||this.#a)&&this.#c(-1),this.look()}look=()=>{let e=this.#o;if(e===null)return;this.#a=this.#u(e),this.#h=e.scrollTop;let{top:t,bottom:s}=e.getBoundingClientRect(),i=e.querySelectorAll(".message");for(let h=this.#i.length-1;h>=0&&s>t;h-=1){let{id:f}=this.#i[h];if(f!==null){if(f<=this.#n)break;if(!(i[h].getBoundingClientRect().top>s-24)){this.#n=f;break}}}let o=this.countAfterSeen(this.#i),r=i[this.#t===null?-1:this.#i.indexOf(this.#t)]?.getBoundingClientRect(),l=r!==void 0&&(r.top>s-24||r.bottom<t+24),a=o.length===this.unseen.length&&l===this.isQuestionAway;this.unseen=o,this.isQuestionAway=l,a||this.#e()};#u({scrollHeight:e,clientHeight:t,scrollTop:s}){return e-t-s<24}countAfterSeen(e){return e.filter(({from:t,id:s})=>t==="bot"&&(s??0)>this.#n)}jump(){this.show(this.unseen[0]??null)}show(e){this.#c(e===null?-1:this.#i.indexOf(e)),this.look()}#r(){return this.#n>0?this.#i.indexOf(this.countAfterSeen(this.#i)[0]):Math.max(0,this.#i.findLastIndex(({from:e})=>e==="user"))}#c(e){let t=this.#o;if(t===null)return;let s=t.querySelectorAll(".message")[e],i=t.scrollHeight-t.clientHeight,o=(s?.getBoundingClientRect().top??0)-t.getBoundingClientRect().top,r=e===0?0:t.scrollTop+o-8;t.scrollTop=s===void 0?i:Math.min(i,r)}#b(){this.#a&&this.#c(-1),this.look()}};function Is(n,e){let t=window.visualViewport;if(t===null||Math.abs(t.scale-1)>.05)return;let s=Math.max(0,Math.round(window.innerHeight-t.offsetTop-t.height));n.style.setProperty("--_room",`${Math.round(t.height)}px`),n.style.setProperty("--_under",`${s}px`),n.classList.toggle("alone",e&&window.innerHeight-t.height>100),n.classList.toggle("short",n.offsetHeight<30*parseFloat(getComputedStyle(n).fontSize))}var Ue="(max-width: 30em), (max-height: 30em)",Ms=q(Ue),Ds=Y`
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
`;var Cn=6e3,Hs=600,Rn=15e3,Ln=4,Pn=500,ye=matchMedia(Ue),Ee=class extends x{static styles=Us;static properties={server:{type:String},open:{type:Boolean},label:{type:String},expanded:{state:!0},menu:{state:!0},readAloud:{state:!0},codeIsWrong:{state:!0},wasTooLong:{state:!0},copied:{state:!0}};#e=null;#o;#i=0;#t;#s=new we(()=>this.requestUpdate());constructor(){super(),this.server=Ls,this.open=!1,this.label="",this.expanded=!1,this.menu="closed",this.readAloud=!1,this.codeIsWrong=!1,this.wasTooLong=!1,this.copied=""}show(){this.expanded=!0}hide(){this.expanded=!1}connectedCallback(){super.connectedCallback(),this.lang||(this.lang="fr"),this.#e?.watch(this.#a),this.#o=setInterval(this.#h,Rn),document.addEventListener("visibilitychange",this.#d),window.addEventListener("online",this.#u),window.addEventListener("offline",this.#r),ye.addEventListener("change",this.#E),window.visualViewport?.addEventListener("resize",this.#$),window.visualViewport?.addEventListener("scroll",this.#$),document.addEventListener("pointerdown",this.#M)}disconnectedCallback(){super.disconnectedCallback(),this.#e?.unwatch(this.#a),clearInterval(this.#o),document.removeEventListener("visibilitychange",this.#d),window.removeEventListener("online",this.#u),window.removeEventListener("offline",this.#r),ye.removeEventListener("change",this.#E),window.visualViewport?.removeEventListener("resize",this.#$),window.visualViewport?.removeEventListener("scroll",this.#$),document.removeEventListener("pointerdown",this.#M)}get#n(){return this.open||this.expanded}#a=()=>this.requestUpdate();#h=()=>{this.#i+=1,!(document.visibilityState!=="visible"||!this.#e?.isOpen)&&(this.#n||this.#i%Ln===0)&&this.#e.catchUp()};#d=()=>{document.visibilityState==="visible"&&this.#e?.refresh()};#u=()=>{this.#e?.connectionBack()};#r=()=>this.#e?.connectionLost();willUpdate(e){e.has("expanded")&&(this.menu="closed"),!(!this.#n||this.#e!==null)&&(this.#e=fe.with(this.server),this.#e.watch(this.#a),this.#e.isOpen||this.#e.open())}updated(e){this.#m(),e.has("expanded")&&e.get("expanded")!==void 0&&(this.expanded?this.#v:this.#l(".bubble"))?.focus(),e.has("menu")&&this.menu==="code"&&this.#l("#code")?.focus(),this.#Q(),this.#$();let t=this.#e;this.#s.follow(this.#l(".log"),t?.entries??[],t?.question??null),this.#c()}#c(){let e=this.#e;this.#n&&e?.isOpen===!0&&!e.opening?this.readAloud||(this.#t??=setTimeout(()=>this.readAloud=!0,Pn)):(clearTimeout(this.#t),this.#t=void 0,this.readAloud=this.#n&&e?.isNew===!0)}render(){let e=this.#e;if(!this.#n||e===null)return this.#b();let t=u`
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
        @click=${this.#j}
        @keydown=${this.#F}
      >
        ${kt}
      </button>
      ${this.open?c:u`<button class="plain" type="button" aria-label=${vt} @click=${this.hide}>
            ${Ws("m6.4 5 5.6 5.6L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z")}
          </button>`}
    </div>`}#S({entries:e}){let t={closed:()=>c,open:()=>As(this.#O,`${this.server.replace(/\/+$/,"")}/notice`,Es(e)),code:()=>Ts(this.codeIsWrong,this.#q,this.#f)}[this.menu];return u`<div id="menu" class="menu" ?hidden=${this.menu==="closed"} @focusout=${this.#V}>${t()}</div>`}#O={say:e=>this.#L(e),copy:e=>(this.#f(),this.#I(e)),downloadData:()=>this.#Y(),downloadTranscript:()=>(this.#f(),Me(Ht,_s(this.#e?.entries??[]))),printNotes:()=>this.#G(),askForCode:()=>this.menu="code",close:()=>this.#f()};#k(e){let{entries:t}=e;return u`<div
      class="log"
      role="log"
      tabindex="0"
      aria-label=${bt}
      aria-live=${this.readAloud?"polite":"off"}
      aria-busy=${e.opening||e.delivering}
      @scroll=${this.#s.look}
    >
      ${pt(t,({key:s})=>s,(s,i)=>u`${In(s,t[i-1])}${this.#N(s,t[i+1])}`)}
      ${e.answering?u`<div class="typing" aria-hidden="true"><span></span><span></span><span></span></div>`:c}
    </div>`}#N(e,t){let s=e.delivery==="failed"||e.delivery==="refused",i=e.from==="bot"?ie:oe;return u`<div
      class="message ${e.from} ${s?"undelivered":""}"
      data-from=${e.from}
      data-key=${e.key}
      data-delivery=${e.delivery}
    >
      ${e.person?u`<p class="person">${yt}</p>`:c}
      <p class="text"><span class="hidden">${e.person?c:i}</span>${Dn(e)}</p>
      ${s?u`<span class="delivery">${e.delivery==="failed"?rs:as}</span>`:c}
      ${this.#x(Ie(e))} ${Mn(e,t)}
    </div>`}#x(e){return e===null?c:u`<button class="plain copy" type="button" @click=${()=>this.#I(e)}>
      ${this.copied===e.value?Le:e.label}
    </button>`}#g({offered:e,question:t}){let{unseen:s,isQuestionAway:i}=this.#s,o=i?t?.text:void 0;return u`<div class="dock">
      ${s.length>0?u`<button class="filled jump" type="button" @click=${this.#z}>${ce(s.length)}</button>`:c}
      ${o?u`<button class="plain pinned" type="button" @click=${this.#B}>
            <span class="hidden">${_t}</span><span class="asked">${T(o)}</span>
          </button>`:c}
      <div aria-live=${this.readAloud?"polite":"off"}>${e?this.#C(e.buttons):c}</div>
    </div>`}#C(e){return u`<ul class="choices" aria-label=${$t}>
      ${e.map(t=>u`<li><button class="choice" type="button" @click=${()=>this.#L(t)}>${t}</button></li>`)}
    </ul>`}#A({patience:e,opening:t,waking:s}){let i=s?ns:{short:"",thinking:is,slow:os}[e];return u`<div class="state" role="status">${i||(t?ss:c)}</div>`}#w({trouble:e,offline:t}){let s=u`<button class="filled retry" type="button" @click=${this.#W}>${Ot}</button>`;return u`<div class="alert" role="alert">
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
    </form>`}#y(e){let t=We(e);if(t<=Hs&&!this.wasTooLong)return gs(t);if(this.copied)return Le;let{found:s}=e;return s===null?"":s.byCode?ls:vs(s.count)}#l(e){return this.renderRoot.querySelector(e)}get#v(){return this.#l("textarea")}#m(){let e=this.#l("dialog");e===null||e.open||(ye.matches?e.showModal():e.show())}#E=()=>{let e=this.#l("dialog");if(e===null)return;let t=this.shadowRoot?.activeElement;e.close(),this.#m(),t?.focus()};#p=()=>{this.wasTooLong=!1,this.#e?.keepDraft(this.#v?.value??"")};#U=e=>{e.key!=="Enter"||e.shiftKey||e.isComposing||(e.preventDefault(),this.#P())};#H=e=>{e.preventDefault(),this.#P(),this.#v?.focus()};#P(){let e=this.#e,t=e?.draft.trim()??"";e===null||t===""||(this.wasTooLong=We(e)<0,!this.wasTooLong&&(e.keepDraft(""),e.send(t)))}#L(e){this.copied="",this.#e?.send(e),this.menu="closed",this.#T()}#T(){this.#l(".log")?.focus({preventScroll:!0})}#W=()=>{let e=this.#e;e?.trouble?e.retry():e?.connectionBack(),this.#T()};#z=()=>{this.#s.jump(),this.#T()};#B=()=>{this.#s.show(this.#e?.question??null),this.#T()};#I(e){$s(e.value).then(t=>{t?this.copied=e.value:this.#e?.complain(Ft)})}#$=()=>{let e=this.#l(".panel");e!==null&&Is(e,ye.matches&&this.matches(":focus-within"))};#M=e=>{let t=e.composedPath();this.menu!=="open"||t.some(s=>s instanceof Element&&s.matches(".menu, .menu-button"))||(this.menu="closed")};#V=({relatedTarget:e})=>{let t=this.#l(".menu"),s=e;this.menu==="open"&&s!==null&&!t?.contains(s)&&!s.closest(".head")&&(this.menu="closed")};#F=e=>{e.key==="ArrowDown"&&(e.preventDefault(),this.menu="open",this.updateComplete.then(()=>this.#l(".item")?.focus()))};#j=()=>{this.codeIsWrong=!1,this.menu=this.menu==="closed"?"open":"closed"};#f=()=>{this.menu="closed",this.#l(".menu-button")?.focus()};#q=e=>{e.preventDefault();let t=this.#l("#code"),s=/([a-z0-9]{4})[\s.\u2013\u2014-]*([a-z0-9]{4})\W*$/i.exec(t?.value??"");this.codeIsWrong=s===null,s===null?t?.focus():this.#L(Zt(`${s[1]}-${s[2]}`.toUpperCase()))};#Y(){this.#f(),this.#e?.fetchNotes().then(e=>Me(Ut,xs(e)),e=>this.#e?.complain(e instanceof v?e.message:w))}#G(){let e=Ns();if(this.#f(),e===null){this.#e?.complain(ts);return}this.#e?.fetchNotes().then(t=>Rs(e,t),t=>Cs(e,t instanceof v?t.message:w))}#K=e=>{e.preventDefault(),this.hide()};#D=e=>{He(e),!(e.key!=="Escape"||e.isComposing)&&(this.menu==="closed"&&this.open||(e.preventDefault(),e.stopPropagation(),this.menu==="closed"?this.hide():this.#f()))};#Q(){let e=this.#v;e!==null&&(e.style.height="auto",e.style.height=`${e.scrollHeight+e.offsetHeight-e.clientHeight}px`)}};function He(n){let e=n.composedPath()[0];(e instanceof HTMLTextAreaElement||e instanceof HTMLInputElement)&&n.stopPropagation()}function We(n){return Cn-Array.from(n.draft.trim()).length}function Ws(n){return u`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${n} /></svg>`}function In({at:n},e){let t=R(n);return e!==void 0&&R(e.at)===t?c:u`<p class="day"><time datetime=${t}>${ve(n)}</time></p>`}function zs(n){return Math.floor(n/60)}function Mn({from:n,at:e,delivery:t},s){let i=ge(e);return t!=="sent"||s?.from===n&&zs(s.at)===zs(e)?c:u`<time class="at" datetime=${`${R(e)}T${i}`}>${i}</time>`}function Dn(n){return n.text===null?u`<em class="unkept">${n.withdrawn?de:le}</em>`:n.from==="user"?u`${T(n.text)}`:Os(ks(n.text)).map(({text:e,href:t})=>t===null?u`${T(e)}`:t.startsWith("mailto:")?u`<a href=${t}>${e}</a>`:u`<a href=${t} target="_blank" rel="noopener noreferrer"
      >${e}<span class="hidden">${re}</span></a
    >`)}var ze="conseiller-bot";customElements.get(ze)||customElements.define(ze,Ee);Ps(ze);})();
