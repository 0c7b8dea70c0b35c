package org.fovea.cli.readme;

import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.ledger.LedgerEntry;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;

/** The example in docs/java.md of {@code codec}. */
final class CodecExample {
    private CodecExample() {}

    static byte[] run(byte[] classIds) {
        // example begins
        MaskShape shape = new MaskShape(8, 96, 128, 5); // frames, rows, columns, classes
        MaskTensor masks = new MaskTensor(shape, classIds); // a byte for each pixel
        ClassMaskCodec codec = new ClassMaskCodec(MaskEffort.FAST, null);
        byte[] file = ArchiveFile.zipped(ArchiveFile.encode(masks, codec));

        ArchiveFile archive = ArchiveFile.open(file);
        byte[] decoded = MaskTensor.of(archive.masks()).classIds();
        for (LedgerEntry entry : archive.ledger().entries()) {
            System.out.println(entry.section() + ": " + entry.codedBytes() + " bytes");
        }
        // example ends
        return decoded;
    }
}
