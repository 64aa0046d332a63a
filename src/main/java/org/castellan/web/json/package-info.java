/** Reading requests' JSON strictly, and writing answers' JSON. */
@NullMarked
package org.castellan.web.json;

import org.jspecify.annotations.NullMarked;
