// The one place that names the rendering library and its version; a test compares it with the pom.
export {html, svg, render, nothing} from '../webjars/lit-html/3.2.1/lit-html.js';
