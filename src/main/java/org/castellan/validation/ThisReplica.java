package org.castellan.validation;

import java.util.function.BooleanSupplier;

/**
 * The replica that validates.
 *
 * @param node its id, which claims and history carry
 * @param hasPeers whether another replica has been seen lately, one that could be asked
 */
public record ThisReplica(String node, BooleanSupplier hasPeers) {}
