package org.castellan.validation;

import org.castellan.backend.CasBackend;

/**
 * The right to validate one backend and to write what was found, until somebody else claims it.
 *
 * @param number from one database sequence; a later claim has a higher one
 * @param backend as it was when the claim was taken; the finding is about these credentials
 * @param due why it was granted; a tick's run must still stand when the finding is written
 */
record Claim(long number, CasBackend backend, Trigger trigger, Due due) {}
