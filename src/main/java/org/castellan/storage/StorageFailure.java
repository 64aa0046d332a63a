package org.castellan.storage;

/**
 * Why a provider call failed, in words that may be shown to a tenant: they never hold a secret or
 * the provider's raw text.
 *
 * @param errorClass the stable word
 * @param error one clean sentence
 * @param remedy what to do about it
 * @param retryable whether the same call may succeed a moment later
 */
public record StorageFailure(
    ErrorClass errorClass, String error, String remedy, boolean retryable) {}
