/**
 * The command line, a client of the HTTP API in a jar of its own. It uses nothing of the server's
 * packages, none of them uses it, and it is not in the WAR.
 */
@NullMarked
package org.castellan.cli;

import org.jspecify.annotations.NullMarked;
