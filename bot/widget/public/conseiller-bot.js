"use strict";(()=>{var Z=globalThis,X=Z.ShadowRoot&&(Z.ShadyCSS===void 0||Z.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,Te=Symbol(),Xe=new WeakMap,V=class{constructor(e,t,s){if(this._$cssResult$=!0,s!==Te)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(X&&e===void 0){let s=t!==void 0&&t.length===1;s&&(e=Xe.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),s&&Xe.set(t,e))}return e}toString(){return this.cssText}},ee=i=>new V(typeof i=="string"?i:i+"",void 0,Te),D=(i,...e)=>{let t=i.length===1?i[0]:e.reduce((s,n,o)=>s+(r=>{if(r._$cssResult$===!0)return r.cssText;if(typeof r=="number")return r;throw Error("Value passed to 'css' function must be a 'css' function result: "+r+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(n)+i[o+1],i[0]);return new V(t,i,Te)},et=(i,e)=>{if(X)i.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let s=document.createElement("style"),n=Z.litNonce;n!==void 0&&s.setAttribute("nonce",n),s.textContent=t.cssText,i.appendChild(s)}},Se=X?i=>i:i=>i instanceof CSSStyleSheet?(e=>{let t="";for(let s of e.cssRules)t+=s.cssText;return ee(t)})(i):i;var{is:yi,defineProperty:Ei,getOwnPropertyDescriptor:$i,getOwnPropertyNames:_i,getOwnPropertySymbols:xi,getPrototypeOf:Ai}=Object,te=globalThis,tt=te.trustedTypes,Ti=tt?tt.emptyScript:"",Si=te.reactiveElementPolyfillSupport,F=(i,e)=>i,Oe={toAttribute(i,e){switch(e){case Boolean:i=i?Ti:null;break;case Object:case Array:i=i==null?i:JSON.stringify(i)}return i},fromAttribute(i,e){let t=i;switch(e){case Boolean:t=i!==null;break;case Number:t=i===null?null:Number(i);break;case Object:case Array:try{t=JSON.parse(i)}catch{t=null}}return t}},it=(i,e)=>!yi(i,e),st={attribute:!0,type:String,converter:Oe,reflect:!1,useDefault:!1,hasChanged:it};Symbol.metadata??=Symbol("metadata"),te.litPropertyMetadata??=new WeakMap;var $=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=st){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let s=Symbol(),n=this.getPropertyDescriptor(e,s,t);n!==void 0&&Ei(this.prototype,e,n)}}static getPropertyDescriptor(e,t,s){let{get:n,set:o}=$i(this.prototype,e)??{get(){return this[t]},set(r){this[t]=r}};return{get:n,set(r){let l=n?.call(this);o?.call(this,r),this.requestUpdate(e,l,s)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??st}static _$Ei(){if(this.hasOwnProperty(F("elementProperties")))return;let e=Ai(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(F("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(F("properties"))){let t=this.properties,s=[..._i(t),...xi(t)];for(let n of s)this.createProperty(n,t[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[s,n]of t)this.elementProperties.set(s,n)}this._$Eh=new Map;for(let[t,s]of this.elementProperties){let n=this._$Eu(t,s);n!==void 0&&this._$Eh.set(n,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let s=new Set(e.flat(1/0).reverse());for(let n of s)t.unshift(Se(n))}else e!==void 0&&t.push(Se(e));return t}static _$Eu(e,t){let s=t.attribute;return s===!1?void 0:typeof s=="string"?s:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let s of t.keys())this.hasOwnProperty(s)&&(e.set(s,this[s]),delete this[s]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return et(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,s){this._$AK(e,s)}_$ET(e,t){let s=this.constructor.elementProperties.get(e),n=this.constructor._$Eu(e,s);if(n!==void 0&&s.reflect===!0){let o=(s.converter?.toAttribute!==void 0?s.converter:Oe).toAttribute(t,s.type);this._$Em=e,o==null?this.removeAttribute(n):this.setAttribute(n,o),this._$Em=null}}_$AK(e,t){let s=this.constructor,n=s._$Eh.get(e);if(n!==void 0&&this._$Em!==n){let o=s.getPropertyOptions(n),r=typeof o.converter=="function"?{fromAttribute:o.converter}:o.converter?.fromAttribute!==void 0?o.converter:Oe;this._$Em=n;let l=r.fromAttribute(t,o.type);this[n]=l??this._$Ej?.get(n)??l,this._$Em=null}}requestUpdate(e,t,s,n=!1,o){if(e!==void 0){let r=this.constructor;if(n===!1&&(o=this[e]),s??=r.getPropertyOptions(e),!((s.hasChanged??it)(o,t)||s.useDefault&&s.reflect&&o===this._$Ej?.get(e)&&!this.hasAttribute(r._$Eu(e,s))))return;this.C(e,t,s)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:s,reflect:n,wrapped:o},r){s&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,r??t??this[e]),o!==!0||r!==void 0)||(this._$AL.has(e)||(this.hasUpdated||s||(t=void 0),this._$AL.set(e,t)),n===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[n,o]of this._$Ep)this[n]=o;this._$Ep=void 0}let s=this.constructor.elementProperties;if(s.size>0)for(let[n,o]of s){let{wrapped:r}=o,l=this[n];r!==!0||this._$AL.has(n)||l===void 0||this.C(n,void 0,o,l)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(s=>s.hostUpdate?.()),this.update(t)):this._$EM()}catch(s){throw e=!1,this._$EM(),s}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};$.elementStyles=[],$.shadowRootOptions={mode:"open"},$[F("elementProperties")]=new Map,$[F("finalized")]=new Map,Si?.({ReactiveElement:$}),(te.reactiveElementVersions??=[]).push("2.1.2");var Le=globalThis,nt=i=>i,se=Le.trustedTypes,ot=se?se.createPolicy("lit-html",{createHTML:i=>i}):void 0,Ce="$lit$",_=`lit$${Math.random().toFixed(9).slice(2)}$`,Re="?"+_,Oi=`<${Re}>`,C=document,j=()=>C.createComment(""),K=i=>i===null||typeof i!="object"&&typeof i!="function",Ne=Array.isArray,ht=i=>Ne(i)||typeof i?.[Symbol.iterator]=="function",ke=`[ 	
\f\r]`,q=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,rt=/-->/g,at=/>/g,k=RegExp(`>|${ke}(?:([^\\s"'>=/]+)(${ke}*=${ke}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),lt=/'/g,dt=/"/g,ut=/^(?:script|style|textarea|title)$/i,Pe=i=>(e,...t)=>({_$litType$:i,strings:e,values:t}),d=Pe(1),yn=Pe(2),En=Pe(3),b=Symbol.for("lit-noChange"),c=Symbol.for("lit-nothing"),ct=new WeakMap,L=C.createTreeWalker(C,129);function pt(i,e){if(!Ne(i)||!i.hasOwnProperty("raw"))throw Error("invalid template strings array");return ot!==void 0?ot.createHTML(e):e}var mt=(i,e)=>{let t=i.length-1,s=[],n,o=e===2?"<svg>":e===3?"<math>":"",r=q;for(let l=0;l<t;l++){let a=i[l],h,m,u=-1,f=0;for(;f<a.length&&(r.lastIndex=f,m=r.exec(a),m!==null);)f=r.lastIndex,r===q?m[1]==="!--"?r=rt:m[1]!==void 0?r=at:m[2]!==void 0?(ut.test(m[2])&&(n=RegExp("</"+m[2],"g")),r=k):m[3]!==void 0&&(r=k):r===k?m[0]===">"?(r=n??q,u=-1):m[1]===void 0?u=-2:(u=r.lastIndex-m[2].length,h=m[1],r=m[3]===void 0?k:m[3]==='"'?dt:lt):r===dt||r===lt?r=k:r===rt||r===at?r=q:(r=k,n=void 0);let p=r===k&&i[l+1].startsWith("/>")?" ":"";o+=r===q?a+Oi:u>=0?(s.push(h),a.slice(0,u)+Ce+a.slice(u)+_+p):a+_+(u===-2?l:p)}return[pt(i,o+(i[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),s]},Y=class i{constructor({strings:e,_$litType$:t},s){let n;this.parts=[];let o=0,r=0,l=e.length-1,a=this.parts,[h,m]=mt(e,t);if(this.el=i.createElement(h,s),L.currentNode=this.el.content,t===2||t===3){let u=this.el.content.firstChild;u.replaceWith(...u.childNodes)}for(;(n=L.nextNode())!==null&&a.length<l;){if(n.nodeType===1){if(n.hasAttributes())for(let u of n.getAttributeNames())if(u.endsWith(Ce)){let f=m[r++],p=n.getAttribute(u).split(_),g=/([.?@])?(.*)/.exec(f);a.push({type:1,index:o,name:g[2],strings:p,ctor:g[1]==="."?ne:g[1]==="?"?oe:g[1]==="@"?re:N}),n.removeAttribute(u)}else u.startsWith(_)&&(a.push({type:6,index:o}),n.removeAttribute(u));if(ut.test(n.tagName)){let u=n.textContent.split(_),f=u.length-1;if(f>0){n.textContent=se?se.emptyScript:"";for(let p=0;p<f;p++)n.append(u[p],j()),L.nextNode(),a.push({type:2,index:++o});n.append(u[f],j())}}}else if(n.nodeType===8)if(n.data===Re)a.push({type:2,index:o});else{let u=-1;for(;(u=n.data.indexOf(_,u+1))!==-1;)a.push({type:7,index:o}),u+=_.length-1}o++}}static createElement(e,t){let s=C.createElement("template");return s.innerHTML=e,s}};function R(i,e,t=i,s){if(e===b)return e;let n=s!==void 0?t._$Co?.[s]:t._$Cl,o=K(e)?void 0:e._$litDirective$;return n?.constructor!==o&&(n?._$AO?.(!1),o===void 0?n=void 0:(n=new o(i),n._$AT(i,t,s)),s!==void 0?(t._$Co??=[])[s]=n:t._$Cl=n),n!==void 0&&(e=R(i,n._$AS(i,e.values),n,s)),e}var ie=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:s}=this._$AD,n=(e?.creationScope??C).importNode(t,!0);L.currentNode=n;let o=L.nextNode(),r=0,l=0,a=s[0];for(;a!==void 0;){if(r===a.index){let h;a.type===2?h=new H(o,o.nextSibling,this,e):a.type===1?h=new a.ctor(o,a.name,a.strings,this,e):a.type===6&&(h=new ae(o,this,e)),this._$AV.push(h),a=s[++l]}r!==a?.index&&(o=L.nextNode(),r++)}return L.currentNode=C,n}p(e){let t=0;for(let s of this._$AV)s!==void 0&&(s.strings!==void 0?(s._$AI(e,s,t),t+=s.strings.length-2):s._$AI(e[t])),t++}},H=class i{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,s,n){this.type=2,this._$AH=c,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=s,this.options=n,this._$Cv=n?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=R(this,e,t),K(e)?e===c||e==null||e===""?(this._$AH!==c&&this._$AR(),this._$AH=c):e!==this._$AH&&e!==b&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):ht(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==c&&K(this._$AH)?this._$AA.nextSibling.data=e:this.T(C.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:s}=e,n=typeof s=="number"?this._$AC(e):(s.el===void 0&&(s.el=Y.createElement(pt(s.h,s.h[0]),this.options)),s);if(this._$AH?._$AD===n)this._$AH.p(t);else{let o=new ie(n,this),r=o.u(this.options);o.p(t),this.T(r),this._$AH=o}}_$AC(e){let t=ct.get(e.strings);return t===void 0&&ct.set(e.strings,t=new Y(e)),t}k(e){Ne(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,s,n=0;for(let o of e)n===t.length?t.push(s=new i(this.O(j()),this.O(j()),this,this.options)):s=t[n],s._$AI(o),n++;n<t.length&&(this._$AR(s&&s._$AB.nextSibling,n),t.length=n)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let s=nt(e).nextSibling;nt(e).remove(),e=s}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},N=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,s,n,o){this.type=1,this._$AH=c,this._$AN=void 0,this.element=e,this.name=t,this._$AM=n,this.options=o,s.length>2||s[0]!==""||s[1]!==""?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=c}_$AI(e,t=this,s,n){let o=this.strings,r=!1;if(o===void 0)e=R(this,e,t,0),r=!K(e)||e!==this._$AH&&e!==b,r&&(this._$AH=e);else{let l=e,a,h;for(e=o[0],a=0;a<o.length-1;a++)h=R(this,l[s+a],t,a),h===b&&(h=this._$AH[a]),r||=!K(h)||h!==this._$AH[a],h===c?e=c:e!==c&&(e+=(h??"")+o[a+1]),this._$AH[a]=h}r&&!n&&this.j(e)}j(e){e===c?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},ne=class extends N{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===c?void 0:e}},oe=class extends N{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==c)}},re=class extends N{constructor(e,t,s,n,o){super(e,t,s,n,o),this.type=5}_$AI(e,t=this){if((e=R(this,e,t,0)??c)===b)return;let s=this._$AH,n=e===c&&s!==c||e.capture!==s.capture||e.once!==s.once||e.passive!==s.passive,o=e!==c&&(s===c||n);n&&this.element.removeEventListener(this.name,this,s),o&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},ae=class{constructor(e,t,s){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(e){R(this,e)}},ft={M:Ce,P:_,A:Re,C:1,L:mt,R:ie,D:ht,V:R,I:H,H:N,N:oe,U:re,B:ne,F:ae},ki=Le.litHtmlPolyfillSupport;ki?.(Y,H),(Le.litHtmlVersions??=[]).push("3.3.3");var gt=(i,e,t)=>{let s=t?.renderBefore??e,n=s._$litPart$;if(n===void 0){let o=t?.renderBefore??null;s._$litPart$=n=new H(e.insertBefore(j(),o),o,void 0,t??{})}return n._$AI(i),n};var Me=globalThis,S=class extends ${constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=gt(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return b}};S._$litElement$=!0,S.finalized=!0,Me.litElementHydrateSupport?.({LitElement:S});var Li=Me.litElementPolyfillSupport;Li?.({LitElement:S});(Me.litElementVersions??=[]).push("4.2.2");var x={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},le=i=>(...e)=>({_$litDirective$:i,values:e}),U=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,s){this._$Ct=e,this._$AM=t,this._$Ci=s}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:Ci}=ft,vt=i=>i;var wt=i=>i.strings===void 0,bt=()=>document.createComment(""),B=(i,e,t)=>{let s=i._$AA.parentNode,n=e===void 0?i._$AB:e._$AA;if(t===void 0){let o=s.insertBefore(bt(),n),r=s.insertBefore(bt(),n);t=new Ci(o,r,i,i.options)}else{let o=t._$AB.nextSibling,r=t._$AM,l=r!==i;if(l){let a;t._$AQ?.(i),t._$AM=i,t._$AP!==void 0&&(a=i._$AU)!==r._$AU&&t._$AP(a)}if(o!==n||l){let a=t._$AA;for(;a!==o;){let h=vt(a).nextSibling;vt(s).insertBefore(a,n),a=h}}}return t},O=(i,e,t=i)=>(i._$AI(e,t),i),Ri={},de=(i,e=Ri)=>i._$AH=e,yt=i=>i._$AH,ce=i=>{i._$AR(),i._$AA.remove()};var Et=le(class extends U{constructor(i){if(super(i),i.type!==x.PROPERTY&&i.type!==x.ATTRIBUTE&&i.type!==x.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!wt(i))throw Error("`live` bindings can only contain a single expression")}render(i){return i}update(i,[e]){if(e===b||e===c)return e;let t=i.element,s=i.name;if(i.type===x.PROPERTY){if(e===t[s])return b}else if(i.type===x.BOOLEAN_ATTRIBUTE){if(!!e===t.hasAttribute(s))return b}else if(i.type===x.ATTRIBUTE&&t.getAttribute(s)===e+"")return b;return de(i),e}});var $t=(i,e,t)=>{let s=new Map;for(let n=e;n<=t;n++)s.set(i[n],n);return s},_t=le(class extends U{constructor(i){if(super(i),i.type!==x.CHILD)throw Error("repeat() can only be used in text expressions")}dt(i,e,t){let s;t===void 0?t=e:e!==void 0&&(s=e);let n=[],o=[],r=0;for(let l of i)n[r]=s?s(l,r):r,o[r]=t(l,r),r++;return{values:o,keys:n}}render(i,e,t){return this.dt(i,e,t).values}update(i,[e,t,s]){let n=yt(i),{values:o,keys:r}=this.dt(e,t,s);if(!Array.isArray(n))return this.ut=r,o;let l=this.ut??=[],a=[],h,m,u=0,f=n.length-1,p=0,g=o.length-1;for(;u<=f&&p<=g;)if(n[u]===null)u++;else if(n[f]===null)f--;else if(l[u]===r[p])a[p]=O(n[u],o[p]),u++,p++;else if(l[f]===r[g])a[g]=O(n[f],o[g]),f--,g--;else if(l[u]===r[g])a[g]=O(n[u],o[g]),B(i,a[g+1],n[u]),u++,g--;else if(l[f]===r[p])a[p]=O(n[f],o[p]),B(i,n[u],n[f]),f--,p++;else if(h===void 0&&(h=$t(r,p,g),m=$t(l,u,f)),h.has(l[u]))if(h.has(l[f])){let y=m.get(r[p]),z=y!==void 0?n[y]:null;if(z===null){let Ze=B(i,n[u]);O(Ze,o[p]),a[p]=Ze}else a[p]=O(z,o[p]),B(i,n[u],z),n[y]=null;p++}else ce(n[f]),f--;else ce(n[u]),u++;for(;p<=g;){let y=B(i,a[g+1]);O(y,o[p]),a[p++]=y}for(;u<=f;){let y=n[u++];y!==null&&ce(y)}return this.ut=r,de(i,a),b}});var Ni=/[^\s<>"\u00ab\u00bb]+/gu,Pi=/^(?:[([{*_\u2018\u201c]|\p{L}{1,2}['\u2019])*/u,Mi=".,;:!?\u2026'\u2019\u201D)]}*_",Ii=/^https?:\/\//i,Di=/^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/u,Hi=/^(?:[\p{L}\p{N}][\p{L}\p{N}-]*\.)+(?:fr|org|com|net|eu|info|bzh)(?:[/?#][^@]*)?$/u;function At(i){let e=[],t=0;for(let{0:s,index:n}of i.matchAll(Ni)){let o=n+(Pi.exec(s)?.[0].length??0),r=n+s.length;for(;r>o&&Mi.includes(i.charAt(r-1));)r-=1;let l=i.slice(o,r),a=Ui(l);a!==null&&(o>t&&e.push({text:i.slice(t,o),href:null}),e.push({text:l,href:a}),t=r)}return t<i.length&&e.push({text:i.slice(t),href:null}),e}function Ui(i){return Ii.test(i)?xt(i):Di.test(i)?`mailto:${i}`:Hi.test(i)?xt(`https://${i}`):null}function xt(i){try{let e=new URL(i);return/^https?:$/.test(e.protocol)&&e.username===""&&e.password===""?e.href:null}catch{return null}}function w(i){return i.replace(/ (?=[:;!?\u00bb%\u20ac](?:\s|$|[.,)]))/g,"\xA0").replace(/\u00ab /g,"\xAB\xA0").replace(/(?<=\d|\d[ \u00a0]h) (?=\d|(?:h|km|min|mois|ans?|euros?|heures?|jours?|semaines?)(?!\p{L}))/gu,"\xA0")}function he(i){return i.replace(/(?<![\w+.])(?:\+33 ?|0)([1-9]) ?(\d\d) ?(\d\d) ?(\d\d) ?(\d\d)(?!\w)/g,"0$1 $2 $3 $4 $5")}var Tt="Assistant";var St="programme, pas une personne",Ie="\xC9crire \xE0 l'assistant",Ot="Fermer la discussion",kt="Conversation avec l'assistant",De="Discussion avec l'assistant, un programme",P="Assistant : ",Lt="Une personne de l'\xE9quipe",Ct="Une personne de l'\xE9quipe : ",ue="Vous : ",Rt="R\xE9ponses propos\xE9es",Nt="Question en attente : ",Pt="Votre message",Mt="Votre message",It="Entr\xE9e pour envoyer, Maj + Entr\xE9e pour aller \xE0 la ligne.",Dt="Envoyer",Ht="R\xE9essayer",pe=" (nouvelle fen\xEAtre)",Ut="Menu",Bt="Options de la discussion",Wt={label:"Relire ce qui est gard\xE9 sur moi",says:"mes donn\xE9es"},He={label:"Continuer sur un autre appareil",says:"code de reprise"},Ue={label:"Recevoir un code d'abord",says:He.says},zt={label:"Parler \xE0 un humain",says:"parler \xE0 un humain"},Vt={label:"Tout supprimer",says:"supprimer"},Ft="Notice d'information",qt="T\xE9l\xE9charger mes donn\xE9es",jt="T\xE9l\xE9charger la conversation",Kt="mes-donnees.json",Yt="conversation.txt",Gt="Conversation avec l'assistant des candidates et candidats",Qt="Copier le code",Jt="Copier le re\xE7u",Be="Copi\xE9.",Zt="Votre navigateur n'a pas permis de copier. S\xE9lectionnez le texte dans la conversation.",Xt="Imprimer mes notes",es="Reprendre ma candidature",ts="Votre code de reprise",ss="8 lettres et chiffres, par exemple ABCD-EF23. Le code sert une fois.",is="Un code de reprise a 8 lettres et chiffres. V\xE9rifiez celui que vous avez recopi\xE9.",ns="Reprendre",os="Ou l'e-mail de votre dossier",rs="Vous y recevrez un lien, valable 30 minutes.",as="Recevoir un lien",ls=i=>`reprendre par e-mail ${i}`,We="Annuler",ds=i=>`reprendre code ${i}`,cs="Quitter cet appareil",hs="Quitter cet appareil ? La conversation s'efface d'ici, avec ce qui n'est pas envoy\xE9. Votre candidature ne change pas.",us="Pour revenir, il faudra un code de reprise qui n'a pas encore servi, \xE0 noter avant de partir.",ps=" Ou bien l'e-mail de votre dossier : vous y recevrez un lien.",ms="Quitter",fs="Vous avez quitt\xE9 cet appareil : rien de notre \xE9change n'y reste.",gs="Rien de notre \xE9change ne reste ici, mais le service n'a pas r\xE9pondu : la session se fermera d'elle-m\xEAme dans 30 jours.",vs="La discussion d'avant n'est plus ouverte ici. Pour la retrouver : Menu, \xAB Reprendre ma candidature \xBB.",bs=i=>`${i} : relu plus bas, \xE0 jour.`,ws="Contest\xE9 : un recruteur ne lit pas ce passage comme surlign\xE9.",ys="Annuler",Es="Vos mots seront retir\xE9s dans 10 secondes. \xAB Annuler \xBB les garde.",G="Mes notes",$s="Vos notes arrivent\u2026",_s="Inscription",xs="Imprimer, ou enregistrer en PDF",As="T\xE9l\xE9charger",Ts="Qui l'a lu",Ss="Votre navigateur a emp\xEAch\xE9 l'ouverture d'un onglet. Autorisez les fen\xEAtres de ce site, ou \xE9crivez \xAB mes donn\xE9es \xBB ici.",Os="La discussion s'ouvre\u2026",ks="L'assistant se r\xE9veille\u2026 Encore quelques secondes : rien n'est perdu.",Ls="Je r\xE9fl\xE9chis\u2026",Cs="La r\xE9ponse prend plus de temps que d'habitude. Elle arrive, rien n'est perdu.",me="message non conserv\xE9 (avant votre accord)",fe="r\xE9ponse retir\xE9e, comme vous l'avez demand\xE9",Rs="Non envoy\xE9",Ns="Refus\xE9",Ps="Votre conversation est reprise ici.",Ms="Vous semblez hors connexion. Vous pouvez continuer \xE0 \xE9crire : vos messages partiront au retour de la connexion.",Is="Je n'arrive pas \xE0 joindre le service. V\xE9rifiez votre connexion, puis r\xE9essayez.",Ds="Ce site n'est pas autoris\xE9 \xE0 montrer l'assistant : ce n'est pas votre connexion. Pr\xE9venez la personne qui tient ce site.",E="Le service ne r\xE9pond pas comme pr\xE9vu. R\xE9essayez dans un moment : rien n'est perdu.",Hs="La r\xE9ponse n'est pas arriv\xE9e \xE0 temps. Vous pouvez r\xE9essayer : votre message ne sera pas compt\xE9 deux fois.",Us="Un message n'est pas parti avant la fermeture de la page.",Bs="Votre session n'\xE9tait plus valable : une nouvelle conversation a commenc\xE9. Votre message n'est pas parti ; \xAB R\xE9essayer \xBB l'envoie ici.";function Ws(i){return i>=0?i===1?"Il reste 1 caract\xE8re.":`Il reste ${i} caract\xE8res.`:`Message trop long : ${-i} ${i===-1?"caract\xE8re":"caract\xE8res"} de trop. Raccourcissez-le, ou envoyez-le en deux fois.`}function zs(i){return i<0?"Message trop long. Raccourcissez-le, ou envoyez-le en deux fois.":`Il reste moins de ${[100,300,600].find(e=>i<e)??1e3} caract\xE8res.`}function Vs(i){return`Conversation retrouv\xE9e : ${i} messages.`}function ge(i){return i===1?"1 nouveau message":`${i} nouveaux messages`}function qs({title:i}){return d`<p class="text older"><span class="hidden">${P}</span>${bs(i)}</p>`}function js(i,e){let t=n=>{let o=e.isHeld(n);return d`<button class="act" type="button" @click=${()=>e.act(n)}>
      ${o?ys:n.label}<span class="hidden">${" \u2013 "}${o?n.label:c} ${n.about}</span>
    </button>`},s=i.actions.find(n=>e.isHeld(n));return d`<div class="text card" role="group" aria-label=${i.title}>
    <h3><span class="hidden">${P}</span>${i.title}</h3>
    ${i.question?d`<p class="question">${w(i.question)}</p>`:c}
    ${i.rows.length?d`<dl>
          ${i.rows.map(({label:n,text:o,actions:r})=>d`<div class=${r.length?"field":"words"}>
              <dt>${n}</dt>
              <dd>${r.length?w(he(o)):o}</dd>
              ${r.length?d`<dd class="acts">${r.map(t)}</dd>`:c}
            </div>`)}
        </dl>`:c}
    ${i.passages.length?d`<h4>${i.passages_title}</h4>
          <ul>
            ${i.passages.map(({text:n,label:o,struck:r,actions:l})=>d`<li>
                ${r?d`<s>${Fs(n)}</s>`:d`<span class="passage">${Fs(n)}</span>`}
                <span class="shows">${r?ws:w(o)}</span>
                ${l.map(t)}
              </li>`)}
          </ul>`:c}
    ${i.remarks.map(n=>d`<p class="remark">${w(n)}</p>`)}
    ${s?d`<p class="remark held">${Es}</p>`:c}
    ${i.actions.length?d`<div class="acts">${i.actions.map(t)}</div>`:c}
  </div>`}function Fs(i){return w(`\xAB ${i} \xBB`)}var Ks=D`
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
    padding-block: 0.3em;
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
`;var A=i=>i?.split(".")[0],v=class extends Error{constructor(t,s){super(s);this.failure=t}failure},Bi=65e3,Wi=new Set([400,413,415]),zi="waking",Vi=1500,Fi=60,qi=1e4,ve=class{#e;#t;#n=!1;constructor(e,t){this.#e=e.replace(/\/+$/,""),this.#t=t}async openSession(e){let t=await this.#o("/session",null,e===null?{}:{token:e});if(typeof t.token!="string")throw new v("trouble",E);return{...Ve(t),token:t.token}}async sendMessage(e,t,s,n){return Ve(await this.#o("/messages",e,{id:t,text:s,seen:n}))}async fetchNews(e,t){return Ve(await this.#o(`/messages?after=${t}`,e))}async fetchNotes(e){let t=await this.#o("/notes",e);if(!Array.isArray(t.notes))throw new v("trouble",E);return t}fetchData(e){return this.#o("/data",e)}async leave(e){await this.#o("/session",e,void 0,"DELETE")}async#o(e,t,s,n=s===void 0?"GET":"POST"){let o={};t!==null&&(o.authorization=`Bearer ${t}`),s!==void 0&&(o["content-type"]="application/json");let r={method:n,headers:o,body:s===void 0?void 0:JSON.stringify(s)},l=1;try{for(;;l+=1){let a=await this.#r(e,r),h=await a.json().catch(()=>null);if(a.ok&&h!==null)return h;if(s===void 0||h?.error!==zi||l===Fi){let m=typeof h?.message=="string"?h.message:E;throw new v(a.ok?"trouble":ji(a.status),m)}this.#t(!0),await new Promise(m=>setTimeout(m,Vi))}}finally{l>1&&this.#t(!1)}}async#r(e,t){try{let s=await this.#s(`/webhooks/web${e}`,Bi,t);return this.#n=!0,s}catch(s){throw s instanceof DOMException&&s.name==="TimeoutError"?new v("trouble",Hs):await this.#l()?new v("blocked",Ds):new v("network",Is)}}async#l(){return this.#n||this.#e===""?!1:this.#s("/health",qi,{mode:"no-cors"}).then(()=>!0,()=>!1)}#s(e,t,s){return fetch(this.#e+e,{...s,keepalive:s.method!=="GET",credentials:"omit",cache:"no-store",referrerPolicy:"no-referrer",signal:AbortSignal.timeout(t)})}};function Ve(i){if(!Array.isArray(i.messages)||typeof i.cursor!="number")throw new v("trouble",E);return i}function ji(i){return i===401?"session":Wi.has(i)?"refused":"trouble"}var Ys="conseiller-bot",be=class{#e;#t;constructor(e){this.#e=e===""?Ys:`${Ys} ${e}`}async alone(e){let t=!1,s=()=>(t=!0,e());try{await navigator.locks.request(this.#e,s)}catch(n){if(t)throw n;await e()}}readToken(){return W(()=>localStorage.getItem(this.#e))??null}writeToken(e){W(()=>{localStorage.setItem(this.#e,e),this.#t=A(e)})}forgetToken(){W(()=>localStorage.removeItem(this.#e))}forgetTab(){this.#t=void 0,W(()=>sessionStorage.removeItem(this.#e))}whenForgotten(e){window.addEventListener("storage",({key:t,newValue:s})=>{s===null&&(t===this.#e||t===null)&&e()}),window.addEventListener("pageshow",()=>{this.#t!==void 0&&this.#t!==A(this.readToken())&&e()})}readTab(){this.#t=A(this.readToken());let e=W(()=>JSON.parse(sessionStorage.getItem(this.#e)??"{}"));return{draft:"",unsent:[],unkeptWords:{},...e?.session===this.#t?e:{}}}writeTab(e){let t=e.draft===""&&e.unsent.length===0&&Object.keys(e.unkeptWords).length===0;W(()=>t?sessionStorage.removeItem(this.#e):sessionStorage.setItem(this.#e,JSON.stringify({...e,session:this.#t})))}};function W(i){try{return i()}catch{return}}var Ki=2e3,Yi=8e3,Gi=1e4,Qi=/effac|supprim|retir/i,Ji="\u2022\u2022\u2022\u2022-\u2022\u2022\u2022\u2022",we=class i{entries=[];draft="";opening=!1;delivering=!1;answering=!1;patience="short";waking=!1;found=null;isNew=!1;offline=!navigator.onLine;trouble=null;prefilled=!1;mailsLinks=!1;left=null;#e=new Map;#t=new Map;#n=null;#o;#r;#l=new Set;#s=null;#d=0;#c=new Map;#h=null;#p=[];#u=new Set;static#_=new Map;static with(e){let t=i.#_.get(e),s=t??new i(e);return t===void 0&&i.#_.set(e,s),s}constructor(e){this.#o=new ve(e,s=>this.#V(s)),this.#r=new be(e);let t=this.#r.readTab();this.draft=t.draft,this.entries=t.unsent.map(({key:s,text:n,seen:o})=>({...Gs(s,n,"failed"),seen:o})),this.#c=new Map(Object.entries(t.unkeptWords).map(([s,n])=>[Number(s),n])),this.#r.whenForgotten(async()=>{await this.#h,this.#C()}),window.addEventListener("pagehide",this.#v),document.addEventListener("visibilitychange",()=>{document.visibilityState==="hidden"&&this.#v()})}watch(e){this.#l.add(e)}unwatch(e){this.#l.delete(e)}#i(){for(let e of this.#l)e()}get isOpen(){return this.#s!==null}get#w(){if(this.answering)return[];let e=({from:t,delivery:s,aside:n,byTeam:o})=>o||t==="user"&&s==="sent"&&!n;return this.entries.slice(this.entries.findLastIndex(e)+1).filter(({from:t})=>t==="bot")}get offered(){return this.#w.findLast(({buttons:e})=>e.length>0)??null}get question(){let e=({text:s,person:n,aside:o})=>!n&&!o&&s?.includes("?")===!0,{offered:t}=this;return t?.text?.includes("?")?t:this.#w.findLast(e)??null}open(){return this.left=null,this.#h??=this.#r.alone(()=>this.#y()).finally(()=>this.#h=null),this.#h}async#y(){let e=this.#r.readToken();this.opening=!0,this.isNew=e===null,this.trouble=null,this.#i();try{let t=await this.#o.openSession(e);this.#T();let s=A(t.token)===A(e);(!s||this.isOpen&&!this.#g(t.token))&&this.#S(),this.#f(t.token),this.mailsLinks=t.mails_links===!0,this.#P(t),!s&&e!==null&&this.complain(vs),s&&(this.found={count:t.messages.length,byCode:!1}),this.entries.some(Q)&&(this.trouble={sentence:Us,canRetry:!0})}catch(t){this.#O(t)}finally{this.opening=!1,this.#i()}}#f(e){this.#s=e,this.#r.writeToken(e)}#g(e){return A(e)===A(this.#s)}async leave(){this.#h!==null&&await this.#h;let e=this.#s,t=this.#x();if(this.#r.forgetToken(),this.#C(),e!==null)try{t!==null&&await this.#o.sendMessage(e,Qs(),t),await this.#o.leave(e)}catch(s){if(s instanceof v&&s.failure==="session")return;this.left=gs,this.#i()}}#C(){this.#x(),this.#s=this.found=this.trouble=null,this.#t.clear(),this.#S(),this.entries=[],this.draft="",this.left=fs,this.#r.forgetTab(),this.#E(!1)}#S(){this.#c.clear(),this.#e.clear(),this.entries=this.entries.filter(Q),this.#d=0}cardsOf(e){return e.shows.flatMap(t=>{let s=this.#e.get(t),n=this.entries.findLast(({shows:o})=>o.includes(t))!==e;return s===void 0?[]:[{card:s,isOlder:n}]})}act=e=>{if(this.isHeld(e))this.#x(),this.#i();else if(e.holds)this.#v(),this.#n={says:e.says,timer:setTimeout(this.#v,Gi)},this.#i();else{let t=this.send(e.says,e.draft===void 0);e.draft!==void 0&&this.#t.set(t,e.draft)}};isHeld=e=>this.#n?.says===e.says;#x(){let e=this.#n?.says??null;return clearTimeout(this.#n?.timer),this.#n=null,e}#v=()=>{let e=this.#x();e!==null&&this.send(e)};send(e,t=!1){this.#v();let s=this.entries.at(-1),n=s?.delivery==="failed"&&s.text===e,o=n?s.key:Qs(),r=Math.max(0,...this.entries.map(({id:l})=>l??0));return n||this.entries.push({...Gs(o,e,"waiting"),seen:r,inPlace:t}),this.retry(),o}retry(){for(let e of this.entries)e.delivery==="failed"&&(e.delivery="waiting");this.trouble=null,this.#m(),this.#i(),this.#D()}keepDraft(e){this.draft=e,this.#m(),this.#i()}async fetchNotes(){return this.#o.fetchNotes(await this.#R())}async fetchData(){return this.#o.fetchData(await this.#R())}async#R(){if(this.#s===null&&await this.open(),this.#s===null)throw new v("trouble",this.trouble?.sentence??E);return this.#s}complain(e){this.trouble={sentence:e,canRetry:!1},this.#i()}async catchUp(){this.delivering||await this.#A(this.#d)}async refresh(){this.delivering||await this.#A(0)}connectionLost(){this.offline=!0,this.#i()}async connectionBack(){this.offline=!1,this.trouble?.isConnection?this.retry():this.isOpen?await this.refresh():this.left===null&&await this.open(),this.#i()}async#D(){if(this.#s===null&&this.delivering)return;this.delivering=!0,this.#s===null&&await this.open();let e=this.#s;e===null&&this.#N();let t=this.entries.filter(s=>s.delivery==="waiting"&&!this.#u.has(s));for(let s of t)this.#u.add(s);for(let s of t)e!==null&&this.#g(e)&&s.delivery==="waiting"&&await this.#H(s,e),this.#u.delete(s);this.delivering=this.#u.size>0,this.#i()}async#H(e,t){this.#E(!0);try{let s=await this.#o.sendMessage(t,e.key,e.text??"",e.seen);if(!this.#g(t))return;if(this.#T(),s.token!==void 0&&this.#f(s.token),e.delivery="sent",e.aside=s.messages.length>0&&s.messages.every(({aside:o})=>o),s.elsewhere){this.#E(!1),await this.#B();return}e.position=Math.min(...s.messages.map(({id:o})=>o),1/0)-.5,Number.isFinite(e.position)||(e.position=this.#d+.5),this.#a(s),this.#U(e.key),this.#m(),this.#E(this.#u.size>1);let n=s.messages.some(({text:o})=>Qi.test(o??""));await this.#A(n?0:this.#d)}catch(s){if(!this.#g(t))return;this.#E(this.#u.size>1),await this.#W(e,s)}}#U(e){let t=this.#t.get(e);this.#t.delete(e),!(t===void 0||this.draft!=="")&&(this.draft=t,this.prefilled=!0)}async#B(){this.opening=!0,this.isNew=!1,this.#S(),this.#i(),await this.#A(0),this.opening=!1,this.found={count:this.entries.length,byCode:!0}}async#W(e,t){let s=t instanceof v?t.failure:"trouble";s==="refused"?(e.delivery="refused",e.position=this.#d+.5,this.trouble={sentence:t.message,canRetry:!1}):(this.#N(),s==="session"?(await this.open(),this.#s!==null&&(this.trouble={sentence:Bs,canRetry:!0})):this.#O(t)),this.#m()}#N(){for(let e of this.entries)e.delivery==="waiting"&&(e.delivery="failed")}async#A(e){let t=this.#s;if(t!==null){try{let s=await this.#o.fetchNews(t,e);if(!this.#g(t))return;this.#T(),e===0?this.#P(s):this.#z(s)}catch(s){if(!this.#g(t))return;s instanceof v&&s.failure==="session"?await this.open():s instanceof v&&s.failure==="network"&&(this.offline=!0)}this.#i()}}#z(e){this.#a(e),this.#d=Math.max(this.#d,e.cursor),this.#m()}#P(e){let t=new Set(e.messages.map(({id:o})=>o)),s=o=>o!==null&&!t.has(o),n=this.entries.some(({id:o})=>s(o))||[...this.#c.keys()].some(s);this.#a(e,!0),n&&this.#c.clear(),this.entries=this.entries.filter(o=>!s(o.id)&&(o.id!==null||Q(o))),this.#d=Math.max(this.#d,e.cursor),this.#m()}#a({messages:e,cards:t={}},s=!1){for(let[o,r]of Object.entries(t))this.#e.set(o,r);let n=new Map(this.entries.map(o=>[o.id??o.key,o]));for(let o of e){let r=n.get(o.id)??n.get(o.message_id??"");r===void 0?this.entries.push(Zi(o,this.#c.get(o.id))):this.#b(r,o,s)}this.trouble?.canRetry&&!this.entries.some(Q)&&(this.trouble=null),this.entries.sort((o,r)=>o.position===r.position?0:o.position-r.position)}#b(e,t,s){e.id=e.position=t.id,e.delivery="sent",e.at=t.at,e.aside=t.aside===!0,e.withdrawn=t.withdrawn===!0,e.withdrawn?(e.text=null,this.#c.delete(t.id)):t.text?s&&!t.text.includes(Ji)&&(e.text=t.text):e.text&&this.#c.set(t.id,e.text)}#T(){this.offline=!1}#O(e){if(e instanceof v){let t=e.failure==="network";t&&(this.offline=!navigator.onLine),this.trouble={sentence:e.message,canRetry:e.failure!=="refused",isConnection:t}}else this.trouble={sentence:E,canRetry:!0}}#V(e){this.waking!==e&&(this.waking=e,this.#i())}#E(e){this.#p.forEach(clearTimeout),this.#p=[],this.answering=e,this.patience="short",e&&(this.#p=[this.#M("thinking",Ki),this.#M("slow",Yi)]),this.#i()}#M(e,t){return setTimeout(()=>{this.patience=e,this.#i()},t)}#m(){let e=this.entries.filter(Q).map(({key:t,text:s,seen:n})=>({key:t,text:s??"",seen:n}));this.#r.writeTab({draft:this.draft,unsent:e,unkeptWords:Object.fromEntries(this.#c)})}};function Gs(i,e,t){return{...{from:"user",person:!1,byTeam:!1,shows:[],buttons:[],withdrawn:!1,aside:!1},key:i,text:e,delivery:t,id:null,position:1/0,at:Date.now()/1e3}}function Zi(i,e){let{id:t,from:s,at:n,withdrawn:o=!1}=i;return{key:`server-${t}`,from:s,at:n,withdrawn:o,person:i.person===!0,byTeam:i.person===!0||i.takes_over===!0,aside:i.aside===!0,shows:i.shows??[],buttons:s==="bot"?i.buttons??[]:[],text:i.text||(o?null:e??null),id:t,position:t,delivery:"sent"}}function Q(i){return i.delivery==="waiting"||i.delivery==="failed"}function Qs(){return crypto.randomUUID?.()??Array.from(crypto.getRandomValues(new Uint8Array(16)),i=>i.toString(16).padStart(2,"0")).join("")}var Xi=new Intl.DateTimeFormat("fr-FR",{hour:"2-digit",minute:"2-digit"}),en=new Intl.DateTimeFormat("fr-FR",{weekday:"long",day:"numeric",month:"long"}),Js=new Intl.DateTimeFormat("fr-FR",{weekday:"long",day:"numeric",month:"long",year:"numeric"});function ye(i){return Xi.format(i*1e3)}function I(i){let e=new Date(i*1e3),t=s=>String(s).padStart(2,"0");return`${e.getFullYear()}-${t(e.getMonth()+1)}-${t(e.getDate())}`}function Ee(i,e=!1){if(e)return Js.format(i*1e3);let t=new Date,s=new Date(t.getFullYear(),t.getMonth(),t.getDate()-1),n=I(i);return n===I(t.getTime()/1e3)?"aujourd'hui":n===I(s.getTime()/1e3)?"hier":(n.startsWith(`${t.getFullYear()}-`)?en:Js).format(i*1e3)}var tn=/\bEFF-\d{8}-[0-9A-F]{8}\b/,sn=/(?<![\w-])[A-Z2-9]{4}-[A-Z2-9]{4}(?![\w-])/;function Fe({from:i,text:e}){if(i!=="bot"||e===null)return null;let t=tn.exec(e)?.[0];if(t!==void 0)return{label:Jt,value:t};let s=/code de reprise/i.test(e)?sn.exec(e)?.[0]:void 0;return s===void 0?null:{label:Qt,value:s}}function Zs(i){let e=new Map;for(let t of i){let s=Fe(t);s!==null&&e.set(s.label,s)}return[...e.values()]}async function Xs(i){try{return await navigator.clipboard.writeText(i),!0}catch{return!1}}function ei(i){let e=[Gt],t="";for(let{from:s,person:n,text:o,withdrawn:r,at:l}of i){let a=Ee(l,!0);a!==t&&e.push(a),t=a;let h=n?Ct:s==="bot"?P:ue;e.push(`${ye(l)} ${h}${o??`(${r?fe:me})`}`)}return`${e.join(`

`)}
`}function qe(i,e){let t=URL.createObjectURL(new Blob([e],{type:"text/plain;charset=utf-8"})),s=document.createElement("a");s.href=t,s.download=i,s.click(),setTimeout(()=>URL.revokeObjectURL(t),6e4)}var nn=/^#reprendre=([A-Z0-9]{4}-[A-Z0-9]{4})$/i;function ti(){let i=nn.exec(location.hash)?.[1];return i===void 0?null:(history.replaceState(history.state,"",location.pathname+location.search),i)}function si(i,e,t){let s=(o,r)=>d`<li><button class="plain item" type="button" @click=${r}>${o}</button></li>`,n=({label:o,says:r})=>s(o,()=>i.say(r));return d`<ul aria-label=${Bt} @keydown=${on}>
    ${t.map(o=>s(`${o.label} ${o.value}`,()=>i.copy(o)))} ${n(Wt)}
    ${s(qt,i.downloadData)} ${s(Xt,i.printNotes)}
    ${s(jt,i.downloadTranscript)} ${n(He)}
    ${s(es,i.comeBack)} ${n(zt)}
    <li>
      <a class="plain item" href=${e} target="_blank" rel="noopener noreferrer" @click=${i.close}
        >${Ft}<span class="hidden">${pe}</span></a
      >
    </li>
    ${s(cs,i.askToLeave)} ${n(Vt)}
  </ul>`}function ii(i){return d`<form class="code" @submit=${i}>
    <label for="email">${os}</label>
    <input id="email" type="email" required autocomplete="email" aria-describedby="email-hint" />
    <p id="email-hint" class="hint">${rs}</p>
    <button class="filled" type="submit">${as}</button>
  </form>`}function ni(i,e){return d`<div id="leave" class="code" role="group" tabindex="-1" aria-labelledby="leave-it" aria-describedby="way-back">
    <p id="leave-it">${hs}</p>
    <p id="way-back">${us}${e?ps:c}</p>
    <button class="filled" type="button" @click=${i.leave}>${ms}</button>
    <button class="plain" type="button" @click=${()=>i.say(Ue.says)}>${Ue.label}</button>
    <button class="plain" type="button" @click=${i.close}>${We}</button>
  </div>`}function oi(i,e,t,s){return d`<form class="code" novalidate @submit=${t}>
    <label for="code">${ts}</label>
    <input
      id="code"
      value=${i}
      autocomplete="off"
      autocapitalize="characters"
      spellcheck="false"
      aria-describedby="code-hint"
      aria-invalid=${e}
    />
    <p id="code-hint" class="hint" role=${e?"alert":c}>${e?is:ss}</p>
    <button class="filled" type="submit">${ns}</button>
    <button class="plain" type="button" @click=${s}>${We}</button>
  </form>`}function on(i){let e=[...i.currentTarget.querySelectorAll(".item")],t=e.indexOf(i.target),s={ArrowDown:t+1,ArrowUp:t-1+e.length,Home:0,End:e.length-1}[i.key];s!==void 0&&(i.preventDefault(),e[s%e.length]?.focus())}var rn=`
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
button { margin: 0 0.5rem 0.5rem 0; min-height: 2.75rem; padding: 0.4rem 1.1rem; border: 1px solid; border-radius: 0.4rem; background: #1c4f91; color: #fff; font: inherit; font-weight: 600; cursor: pointer; }
:focus-visible { outline: 3px solid #1c4f91; outline-offset: 2px; }
@media (max-width: 30rem) { dl { display: block; } dd { margin-bottom: 0.5rem; } }
@media print { button { display: none; } body { margin: 0; } h2, h3 { break-after: avoid; } blockquote, dl { break-inside: avoid-page; } }
`,je=new Set;function ri(){let i=window.open("","_blank");if(i===null)return null;je.add(i);let{document:e}=i;e.documentElement.lang="fr",e.title=G;let t=new i.CSSStyleSheet;t.replaceSync(rn),e.adoptedStyleSheets=[t];let s=e.createElement("meta");return s.name="viewport",s.content="width=device-width, initial-scale=1",e.head.append(s),Ke(i,n=>{n("h1",G),n("p",$s)}),i}function ai(){for(let i of je)i.close();je.clear()}function li(i,e){Ke(i,t=>{t("h1",G),t("p",e).setAttribute("role","alert")})}function di(i,{introduction:e,registration:t,notes:s,read_by:n},o){Ke(i,r=>{if(r("h1",G),r("p",e),t.length!==0){r("button",xs).addEventListener("click",()=>i.print()),r("button",As).addEventListener("click",o),r("h2",_s),an(r,t);for(let{title:l,question:a,answers:h,quotes_title:m,quotes:u,remarks:f,comments:p}of s){r("h2",l),r("p",a);for(let[g,y]of[...h,...p])r("h3",g),r("blockquote",y);if(u.length>0){r("h3",m);let g=r("ul","");for(let[y,z]of u)r("li",`\xAB ${y} \xBB : ${z}`,g)}for(let g of f)r("p",g)}r("h2",Ts);for(let l of n)r("p",l)}})}function Ke(i,e){if(i.closed)return;let t=i.document,s=t.createElement("main");e((n,o,r=s)=>{let l=t.createElement(n);return l.textContent=w(o),r.append(l),l}),t.body.replaceChildren(s)}function an(i,e){let t=i("dl","");for(let[s,n]of e)i("dt",s,t),i("dd",n,t)}var $e=document.currentScript,ci=ln($e?.src??"");function ln(i){if(i==="")return"";let{href:e}=new URL(".",i);return e===`${location.origin}/`?"":e}function hi(i){if($e===null||$e.dataset.manual!==void 0)return;let{theme:e,label:t}=$e.dataset,s=()=>{if(document.querySelector(i)!==null)return;let n=document.createElement(i);e!==void 0&&n.setAttribute("theme",e),t!==void 0&&n.setAttribute("label",t),document.body.append(n)};document.readyState==="loading"?document.addEventListener("DOMContentLoaded",s,{once:!0}):s()}var _e=class{unseen=[];isQuestionAway=!1;#e;#t=null;#n=[];#o=null;#r=new Set;#l=0;#s=0;#d=0;#c=!1;#h=null;#p=new ResizeObserver(()=>this.#w());constructor(e){this.#e=e}hold(){this.#t!==null&&(this.#c=this.#u(this.#t),this.#h=ui(this.#t))}follow(e,t,s){if(e!==this.#t&&(this.#p.disconnect(),e!==null&&this.#p.observe(e),this.#r.clear(),this.#h=null,this.#c=!1),this.#t=e,this.#n=t,this.#o=s,e===null)return;let n=this.#l===0||!t.some(({key:h})=>this.#r.has(h));n&&this.#r.size>0&&(this.#l=0);let o=n?this.#_():t.findIndex(({key:h})=>!this.#r.has(h)),r=t.findLast(({key:h})=>!this.#r.has(h));this.#r=new Set(t.map(({key:h})=>h));let[l,a]=[t[o],t[o-1]];n?this.#i(o):l?.inPlace||l&&a?.inPlace?this.#f(e):r?.delivery==="waiting"?this.#i(-1):this.#c?o<0?this.#y(e):(this.#i(o),a?.from==="user"&&(this.#l=Math.max(this.#l,r?.id??0))):this.#f(e),this.look()}look=()=>{let e=this.#t;if(e===null)return;this.#s=J(e),this.#d=e.scrollHeight,this.#h=ui(e);let{top:t,bottom:s}=e.getBoundingClientRect(),n=e.querySelectorAll(".message");for(let h=this.#n.length-1;h>=0&&s>t;h-=1){let{id:m}=this.#n[h];if(m!==null){if(m<=this.#l)break;if(!(n[h].getBoundingClientRect().top>s-24)){this.#l=m;break}}}let o=this.countAfterSeen(this.#n),r=n[this.#o===null?-1:this.#n.indexOf(this.#o)]?.getBoundingClientRect(),l=r!==void 0&&(r.top>s-24||r.bottom<t+24),a=o.length===this.unseen.length&&l===this.isQuestionAway;this.unseen=o,this.isQuestionAway=l,a||this.#e()};#u(e){return Math.min(this.#s,J(e),this.#d-e.clientHeight)-e.scrollTop<24}countAfterSeen(e){return e.filter(({from:t,id:s})=>t==="bot"&&(s??0)>this.#l)}jump(){this.show(this.unseen[0]??null)}show(e){this.#i(e===null?-1:this.#n.indexOf(e)),this.look()}#_(){if(this.#l>0)return this.#n.indexOf(this.countAfterSeen(this.#n)[0]);let e=this.#n.findLastIndex(({from:s})=>s==="user"),t=this.#n.findIndex(({byTeam:s},n)=>s&&n>e);return Math.max(0,e,t)}#i(e){let t=this.#t;if(t===null)return;let s=t.querySelectorAll(".message"),n=s[e];if(n===void 0){t.scrollTop=J(t);return}let o=this.#n[e-1]?.from==="user"?T(s[e-1],t)-8:1/0,r=T(n,t),l=Math.min(r-8,Math.max(o,r-t.clientHeight/2));t.scrollTop=e===0?0:Math.min(J(t),t.scrollTop+l)}#w(){let e=this.#t;e!==null&&(this.#u(e)?this.#y(e):this.#f(e),this.look())}#y(e){J(e)!==this.#s&&this.#i(-1)}#f(e){if(this.#h===null)return;let{part:t,message:s,top:n,hasFocus:o}=this.#h;e.scrollTop+=t.isConnected?T(t,e)-n:T(s,e)-8,o&&(e.scrollTop+=Math.max(0,T(t,e)+t.offsetHeight+8-e.clientHeight))}};function J({scrollHeight:i,clientHeight:e}){return i-e}function T(i,e){return i.getBoundingClientRect().top-e.getBoundingClientRect().top}function ui(i){let e=l=>T(l,i)>=0&&T(l,i)<i.clientHeight,t=i.querySelector(":focus"),s=[...i.querySelectorAll(".message, .card :is(dt, li, .acts)")],n=t!==null&&e(t),o=n?t:s.findLast(l=>T(l,i)<=0)??s[0],r=o?.closest(".message");return o&&r?{part:o,message:r,top:T(o,i),hasFocus:n}:null}function pi(i,e){let t=window.visualViewport;if(t===null||Math.abs(t.scale-1)>.05)return;let s=Math.max(0,Math.round(window.innerHeight-t.offsetTop-t.height));i.style.setProperty("--_room",`${Math.round(t.height)}px`),i.style.setProperty("--_under",`${s}px`),i.classList.toggle("alone",e&&window.innerHeight-t.height>100),i.classList.toggle("short",i.offsetHeight<30*parseFloat(getComputedStyle(i).fontSize))}var Ye="(max-width: 30em), (max-height: 30em)",mi=ee(Ye),fi=D`
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
`,gi=D`
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
      ${fi}
    }
  }

  @media screen {
    :host([theme="dark"]) {
      ${fi}
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

  @media ${mi} {
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
    overflow-anchor: none;
    position: relative; /* what is hidden in it makes nothing around it scroll */
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
    flex: none;
  }

  /* Above the choices, never over what is read. */
  .dock .jump {
    display: block;
    margin: 0 auto 0.4em;
    border-radius: 2em;
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

  .jump + .pinned .asked {
    -webkit-line-clamp: 1;
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    max-height: 8.4em; /* two rows and a half: it shows that there are more */
    margin: 0;
    padding: 0.5em 0.7em;
    overflow: auto;
    overscroll-behavior: contain;
    list-style: none;
  }

  .pinned + * .choices {
    max-height: 5.1em; /* one row and a half */
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

  @media ${mi}, (pointer: coarse) {
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
      width: 100%;
      margin: 0;
      border-radius: 0;
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
`;var dn=6e3,vi=600,cn=15e3,hn=4,un=500,xe=matchMedia(Ye),Ae=class extends S{static styles=[gi,Ks];static properties={server:{type:String},open:{type:Boolean},label:{type:String},expanded:{state:!0},menu:{state:!0},readAloud:{state:!0},codeIsWrong:{state:!0},wasTooLong:{state:!0},copied:{state:!0}};#e=null;#t="";#n=!1;#o;#r=0;#l;#s=new _e(()=>this.requestUpdate());constructor(){super(),this.server=ci,this.open=!1,this.label="",this.expanded=!1,this.menu="closed",this.readAloud=!1,this.codeIsWrong=!1,this.wasTooLong=!1,this.copied=""}show(){this.expanded=!0,this.#u()}hide(){this.expanded=!1}connectedCallback(){super.connectedCallback(),this.lang||(this.lang="fr"),this.#e?.watch(this.#c),this.#o=setInterval(this.#_,cn),document.addEventListener("visibilitychange",this.#i),window.addEventListener("hashchange",this.#p),this.#p(),window.addEventListener("online",this.#w),window.addEventListener("offline",this.#y),xe.addEventListener("change",this.#O),window.visualViewport?.addEventListener("resize",this.#L),window.visualViewport?.addEventListener("scroll",this.#L),document.addEventListener("pointerdown",this.#q)}disconnectedCallback(){super.disconnectedCallback(),this.#e?.unwatch(this.#c),clearInterval(this.#o),document.removeEventListener("visibilitychange",this.#i),window.removeEventListener("hashchange",this.#p),window.removeEventListener("online",this.#w),window.removeEventListener("offline",this.#y),xe.removeEventListener("change",this.#O),window.visualViewport?.removeEventListener("resize",this.#L),window.visualViewport?.removeEventListener("scroll",this.#L),document.removeEventListener("pointerdown",this.#q)}get#d(){return this.open||this.expanded}#c=()=>{this.#e?.left&&this.#h(),this.requestUpdate()};#h(){this.expanded=!1,this.menu="closed",this.#t=this.copied="",ai()}#p=()=>{let e=ti();e!==null&&(this.#t=e,this.codeIsWrong=!1,this.show(),this.updateComplete.then(()=>this.menu="code"))};#u=()=>{this.#e?.left&&(this.#e.open(),this.requestUpdate(),this.updateComplete.then(()=>this.#b?.focus()))};#_=()=>{this.#r+=1,!(document.visibilityState!=="visible"||!this.#e?.isOpen)&&(this.#d||this.#r%hn===0)&&this.#e.catchUp()};#i=()=>{document.visibilityState==="visible"&&this.#e?.refresh()};#w=()=>{this.#e?.connectionBack()};#y=()=>this.#e?.connectionLost();willUpdate(e){this.#s.hold(),this.#n=this.shadowRoot?.activeElement?.matches(".retry")===!0,e.has("expanded")&&(this.menu="closed"),!(!this.#d||this.#e!==null)&&(this.#e=we.with(this.server),this.#e.watch(this.#c),this.#e.isOpen||this.#e.open())}updated(e){this.#T(),e.has("expanded")&&e.get("expanded")!==void 0&&(this.expanded?this.#b:this.#a(".bubble"))?.focus(),e.has("menu")&&(this.menu==="code"||this.menu==="leave")&&this.#a(`#${this.menu}`)?.focus(),this.#n&&this.#a(".retry")===null&&this.#k(),this.#re(),this.#L();let t=this.#e;this.#s.follow(this.#a(".log"),t?.entries??[],t?.question??null),this.#oe(),this.#f()}#f(){let e=this.#e;this.#d&&e?.isOpen===!0&&!e.opening?this.readAloud||(this.#l??=setTimeout(()=>this.readAloud=!0,un)):(clearTimeout(this.#l),this.#l=void 0,this.readAloud=this.#d&&e?.isNew===!0)}render(){let e=this.#e;if(e?.left&&this.open)return this.#C(e.left);if(!this.#d||e===null)return this.#g();let t=d`
      ${this.#S()}
      <div class="body">
        ${this.#x(e)} ${this.#R(e)} ${this.#U(e)}
      </div>
      ${this.#N(e)} ${this.#A(e)} ${this.#z(e)}
      <p class="hidden" role="status">${this.#P(e)||c}</p>
    `;return this.open?d`<section class="panel" aria-label=${De} @keydown=${this.#K}>${t}</section>`:d`<dialog
          class="panel floating"
          aria-labelledby="title"
          @keydown=${this.#K}
          @keyup=${Ge}
          @keypress=${Ge}
          @cancel=${this.#ne}
        >
          ${t}
        </dialog>`}#g(){let e=this.#s.countAfterSeen(this.#e?.entries??[]).length;return d`<button class="bubble" type="button" aria-haspopup="dialog" @click=${this.show}>
        ${bi("M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H9l-5 4v-4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z")}
        <span>${this.#e?.left} ${this.label||Ie}</span>
        ${e?d`<span class="unread">${ge(e)}</span>`:c}
      </button>
      <p class="hidden" role="status">${e?ge(e):c}</p>`}#C(e){return d`<section class="panel" aria-label=${De}>
      <div class="bar">
        <p id="left">${e}</p>
        <button class="filled" type="button" aria-describedby="left" @click=${this.#u}>${Ie}</button>
      </div>
    </section>`}#S(){return d`<div class="head">
      <h2 id="title">${Tt}<span class="hidden">${" \u2013 "}</span><span class="subtitle">${St}</span></h2>
      <button
        class="plain menu-button"
        type="button"
        aria-expanded=${this.menu!=="closed"}
        aria-controls="menu"
        @click=${this.#X}
        @keydown=${this.#Z}
      >
        ${Ut}
      </button>
      ${this.open?c:d`<button class="plain" type="button" aria-label=${Ot} @click=${this.hide}>
            ${bi("m6.4 5 5.6 5.6L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z")}
          </button>`}
    </div>`}#x({entries:e,mailsLinks:t}){let s={closed:()=>c,open:()=>si(this.#v,`${this.server.replace(/\/+$/,"")}/notice`,Zs(e)),code:()=>d`${oi(this.#t,this.codeIsWrong,this.#ee,this.#$)}
      ${t?ii(this.#te):c}`,leave:()=>ni(this.#v,t)}[this.menu];return d`<div id="menu" class="menu" ?hidden=${this.menu==="closed"} @focusout=${this.#J}>${s()}</div>`}#v={say:e=>this.#I(e),copy:e=>(this.#$(),this.#F(e)),downloadData:()=>this.#j(),downloadTranscript:()=>(this.#$(),qe(Yt,ei(this.#e?.entries??[]))),printNotes:()=>this.#ie(),comeBack:()=>this.menu="code",askToLeave:()=>this.menu="leave",leave:()=>this.#se(),close:()=>this.#$()};#R(e){let{entries:t}=e;return d`<div
      class="log"
      role="log"
      tabindex="0"
      aria-label=${kt}
      aria-live=${this.readAloud?"polite":"off"}
      aria-busy=${e.opening||e.delivering}
      @scroll=${this.#s.look}
    >
      ${_t(t,({key:s})=>s,(s,n)=>d`${pn(s,t[n-1])}${this.#D(s,t[n+1])}`)}
      ${e.answering?d`<div class="typing" aria-hidden="true"><span></span><span></span><span></span></div>`:c}
    </div>`}#D(e,t){let s=e.delivery==="failed"||e.delivery==="refused",n=e.from==="bot"?P:ue;return d`<div
      class="message ${e.from} ${s?"undelivered":""}"
      data-from=${e.from}
      data-key=${e.key}
      data-delivery=${e.delivery}
    >
      ${e.person?d`<p class="person">${Lt}</p>`:c}
      ${this.#B(e)??d`<p class="text"><span class="hidden">${e.person?c:n}</span>${fn(e)}</p>`}
      ${s?d`<span class="delivery">${e.delivery==="failed"?Rs:Ns}</span>`:c}
      ${this.#H(Fe(e))} ${mn(e,t)}
    </div>`}#H(e){return e===null?c:d`<button class="plain copy" type="button" @click=${()=>this.#F(e)}>
      ${this.copied===e.value?Be:e.label}
    </button>`}#U({offered:e,question:t}){let{unseen:s,isQuestionAway:n}=this.#s,o=n?t?.text:void 0,r=!!o&&s.length===1&&s[0]===t;return d`<div class="dock">
      ${s.length>0&&!r?d`<button class="filled jump" type="button" @click=${this.#G}>${ge(s.length)}</button>`:c}
      ${o?d`<button class="plain pinned" type="button" @click=${this.#Q}>
            <span class="hidden">${Nt}</span><span class="asked">${w(o)}</span>
          </button>`:c}
      <div aria-live=${this.readAloud?"polite":"off"}>${e?this.#W(e.buttons):c}</div>
    </div>`}#B(e){let t=this.#e,s=t?.cardsOf(e)??[];return!t||s.length===0?null:s.map(({card:n,isOlder:o})=>o?qs(n):js(n,t))}#W(e){return d`<ul class="choices" aria-label=${Rt}>
      ${e.map(t=>d`<li><button class="choice" type="button" @click=${()=>this.#I(t)}>${t}</button></li>`)}
    </ul>`}#N({patience:e,opening:t,waking:s}){let n=s?ks:{short:"",thinking:Ls,slow:Cs}[e];return d`<div class="state" role="status">${n||(t?Os:c)}</div>`}#A({trouble:e,offline:t}){let s=d`<button class="filled retry" type="button" @click=${this.#Y}>${Ht}</button>`;return d`<div class="alert" role="alert">
      ${e!==null?d`<div class="bar error">
            <p>${w(e.sentence)}</p>
            ${e.canRetry?s:c}
          </div>`:t?d`<div class="bar offline">
              <p>${w(Ms)}</p>
              ${s}
            </div>`:c}
    </div>`}#z(e){let t=Qe(e);return d`<form class="write" @submit=${this.#M}>
      <label class="hidden" for="input">${Pt}</label>
      <textarea
        id="input"
        rows="1"
        placeholder=${Mt}
        aria-describedby="hint count"
        aria-invalid=${t<0}
        enterkeyhint="send"
        .value=${Et(e.draft)}
        @input=${this.#V}
        @keydown=${this.#E}
      ></textarea>
      <button class="filled" type="submit">${Dt}</button>
      <p class="hint keys" id="hint">${It}</p>
      <p class="count ${t<0?"wrong":""}" id="count" role=${this.wasTooLong?"alert":c}>${t<=vi?Ws(t):c}</p>
    </form>`}#P(e){let t=Qe(e);if(t<=vi&&!this.wasTooLong)return zs(t);if(this.copied)return Be;let{found:s}=e;return s===null?"":s.byCode?Ps:Vs(s.count)}#a(e){return this.renderRoot.querySelector(e)}get#b(){return this.#a("textarea")}#T(){let e=this.#a("dialog");e===null||e.open||(xe.matches?e.showModal():e.show())}#O=()=>{let e=this.#a("dialog");if(e===null)return;let t=this.shadowRoot?.activeElement;e.close(),this.#T(),t?.focus()};#V=()=>{this.wasTooLong=!1,this.#e?.keepDraft(this.#b?.value??"")};#E=e=>{e.key!=="Enter"||e.shiftKey||e.isComposing||(e.preventDefault(),this.#m())};#M=e=>{e.preventDefault(),this.#m(),this.#b?.focus()};#m(){let e=this.#e,t=e?.draft.trim()??"";e===null||t===""||(this.wasTooLong=Qe(e)<0,!this.wasTooLong&&(e.keepDraft(""),e.send(t)))}#I(e){this.copied="",this.#e?.send(e),this.menu="closed",this.#k()}#k(){this.#a(".log")?.focus({preventScroll:!0})}#Y=()=>{let e=this.#e;e?.trouble?e.retry():e?.connectionBack(),this.#k()};#G=()=>{this.#s.jump(),this.#k()};#Q=()=>{this.#s.show(this.#e?.question??null),this.#k()};#F(e){Xs(e.value).then(t=>{t?this.copied=e.value:this.#e?.complain(Zt)})}#L=()=>{let e=this.#a(".panel");e!==null&&pi(e,xe.matches&&this.matches(":focus-within"))};#q=e=>{let t=e.composedPath();this.menu!=="open"||t.some(s=>s instanceof Element&&s.matches(".menu, .menu-button"))||(this.menu="closed")};#J=({relatedTarget:e})=>{let t=this.#a(".menu"),s=e;this.menu==="open"&&s!==null&&!t?.contains(s)&&!s.closest(".head")&&(this.menu="closed")};#Z=e=>{e.key==="ArrowDown"&&(e.preventDefault(),this.menu="open",this.updateComplete.then(()=>this.#a(".item")?.focus()))};#X=()=>{this.codeIsWrong=!1,this.menu=this.menu==="closed"?"open":"closed"};#$=()=>{this.menu="closed",this.#a(".menu-button")?.focus()};#ee=e=>{e.preventDefault();let t=this.#a("#code"),s=/([a-z0-9]{4})[\s.\u2013\u2014-]*([a-z0-9]{4})\W*$/i.exec(t?.value??"");this.codeIsWrong=s===null,s===null?t?.focus():this.#I(ds(`${s[1]}-${s[2]}`.toUpperCase()))};#te=e=>{e.preventDefault(),this.#I(ls(this.#a("#email")?.value??""))};#se(){this.menu="closed",this.#e?.leave(),this.updateComplete.then(()=>this.#a("button")?.focus())}#j(){this.#$(),this.#e?.fetchData().then(e=>qe(Kt,JSON.stringify(e,null,2)),e=>this.#e?.complain(e instanceof v?e.message:E))}#ie(){let e=ri();if(this.#$(),e===null){this.#e?.complain(Ss);return}this.#e?.fetchNotes().then(t=>di(e,t,()=>this.#j()),t=>li(e,t instanceof v?t.message:E))}#ne=e=>{e.preventDefault(),this.hide()};#K=e=>{Ge(e),!(e.key!=="Escape"||e.isComposing)&&(this.menu==="closed"&&this.open||(e.preventDefault(),e.stopPropagation(),this.menu==="closed"?this.hide():this.#$()))};#oe(){let[e,t]=[this.#e,this.#b];!e?.prefilled||t===null||(e.prefilled=!1,t.focus({preventScroll:!0}),t.setSelectionRange(t.value.length,t.value.length))}#re(){let e=this.#b;e!==null&&(e.style.height="auto",e.style.height=`${e.scrollHeight+e.offsetHeight-e.clientHeight}px`)}};function Ge(i){let e=i.composedPath()[0];(e instanceof HTMLTextAreaElement||e instanceof HTMLInputElement)&&i.stopPropagation()}function Qe(i){return dn-Array.from(i.draft.trim()).length}function bi(i){return d`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${i} /></svg>`}function pn({at:i},e){let t=I(i);return e!==void 0&&I(e.at)===t?c:d`<p class="day"><time datetime=${t}>${Ee(i)}</time></p>`}function wi(i){return Math.floor(i/60)}function mn({from:i,at:e,delivery:t},s){let n=ye(e);return t!=="sent"||s?.from===i&&wi(s.at)===wi(e)?c:d`<time class="at" datetime=${`${I(e)}T${n}`}>${n}</time>`}function fn(i){return i.text===null?d`<em class="unkept">${i.withdrawn?fe:me}</em>`:i.from==="user"?d`${w(i.text)}`:At(he(i.text)).map(({text:e,href:t})=>t===null?d`${w(e)}`:t.startsWith("mailto:")?d`<a href=${t}>${e}</a>`:d`<a href=${t} target="_blank" rel="noopener noreferrer"
      >${e}<span class="hidden">${pe}</span></a
    >`)}var Je="conseiller-bot";customElements.get(Je)||customElements.define(Je,Ae);hi(Je);})();
