package org.castellan.backend;

/**
 * A backend in a list.
 *
 * @param organization the name of the one that it belongs to
 */
public record ListedBackend(CasBackend backend, String organization) {}
