/**
 * The provider {@code OCI}: registries that speak the OCI distribution specification. Each object
 * is an artifact of one layer under a tag of its own. Found by CDI through its id; nothing outside
 * this package names it.
 */
@NullMarked
package org.castellan.storage.oci;

import org.jspecify.annotations.NullMarked;
