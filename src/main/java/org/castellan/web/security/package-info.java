/** Who may call what: bearer tokens, roles on resource methods, default deny. */
@NullMarked
package org.castellan.web.security;

import org.jspecify.annotations.NullMarked;
