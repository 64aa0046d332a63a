/**
 * The provider {@code TOY}: shelves in memory. An example of all that a provider is, by
 * docs/adding-a-provider.md: nothing of the product names it.
 */
@NullMarked
package org.castellan.storage.toy;

import org.jspecify.annotations.NullMarked;
