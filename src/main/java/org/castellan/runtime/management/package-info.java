/**
 * What administrators see and do in the server's own console: MXBeans. Reading them never throws
 * and never waits for longer than two seconds, whatever the database does.
 */
@NullMarked
package org.castellan.runtime.management;

import org.jspecify.annotations.NullMarked;
