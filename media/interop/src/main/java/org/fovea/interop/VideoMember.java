package org.fovea.interop;

import java.util.List;

/**
 * A plain video in a submission's ZIP file.
 *
 * @param name of the member that holds it
 * @param bytes of the video's file; not to be changed
 * @param beside names of all other members, which the submission's own inflate script may need
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record VideoMember(String name, byte[] bytes, List<String> beside) {
    public VideoMember {
        beside = List.copyOf(beside);
    }
}
