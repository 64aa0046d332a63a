/**
 * The provider {@code AWS-S3}: Amazon S3 and what speaks its protocol. Found by CDI through its id;
 * nothing outside this package names it.
 */
@NullMarked
package org.castellan.storage.s3;

import org.jspecify.annotations.NullMarked;
