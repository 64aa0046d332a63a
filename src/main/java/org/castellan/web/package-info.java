/** The REST API: resources, filters, error mapping. May use everything except {@code runtime}. */
@NullMarked
package org.castellan.web;

import org.jspecify.annotations.NullMarked;
