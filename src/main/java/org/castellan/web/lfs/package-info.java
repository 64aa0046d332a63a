/**
 * The Git LFS server API over an organization's artifacts: the batch of basic transfers, the
 * transfers, their verification. Errors have Git LFS's own form here.
 */
@NullMarked
package org.castellan.web.lfs;

import org.jspecify.annotations.NullMarked;
