package org.castellan.storage;

/**
 * A backend that every organization has from its beginning and that nobody registers: its storage
 * is Castellan's own. It has no location and no credentials, is always {@code OK}, never validated
 * and never deleted.
 *
 * @param provider the id of its {@link Provider}
 * @param name a DNS label
 * @param maxBytes the largest artifact it takes, which nobody can change; at least 1
 */
public record BuiltIn(String provider, String name, long maxBytes) {}
