package org.fovea.interop.payload;

import org.fovea.codec.ledger.LedgerEntry;

/**
 * One stretch of a submission's file. The parts of a submission cover its file without gap or overlap.
 *
 * @param name what it holds: the label of a section kind where it is one, else "zip", "payload header" or the name of a
 *     foreign member
 * @param codec how it is coded
 * @param offset place of its first byte in the file
 * @param codedBytes its length in the file
 * @param rawBytes length of what it holds: one byte per class id for masks, the unpacked stream for the others
 * @param symbols numbers that it holds: class ids, weights, poses, edits; 0 where it holds none
 */
public record SubmissionPart(String name, String codec, int offset, int codedBytes, long rawBytes, long symbols) {
    /** This part as a line of a byte ledger; a part that holds no numbers counts as structure. */
    public LedgerEntry ledgerEntry() {
        return symbols == 0
                ? LedgerEntry.structure(name, codec, codedBytes)
                : LedgerEntry.content(name, codec, codedBytes, rawBytes, symbols);
    }

    /** This part of a payload that begins at a place of its file. */
    public SubmissionPart movedBy(int bytes) {
        return new SubmissionPart(name, codec, offset + bytes, codedBytes, rawBytes, symbols);
    }
}
