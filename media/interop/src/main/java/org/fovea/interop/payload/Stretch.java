package org.fovea.interop.payload;

/**
 * A stretch of a payload.
 *
 * @param name what it holds
 * @param codec how it is coded
 * @param bytes its length in the payload
 * @param rawBytes length of what it holds
 * @param symbols numbers that it holds, 0 where it is structure
 */
public record Stretch(String name, String codec, int bytes, long rawBytes, long symbols) {}
