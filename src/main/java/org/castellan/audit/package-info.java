/**
 * Who changed what, when, from where and by which replica, and that nobody changes that. Uses
 * nothing of ours.
 */
@NullMarked
package org.castellan.audit;

import org.jspecify.annotations.NullMarked;
