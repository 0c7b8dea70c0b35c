package org.fovea.codec.archive;

import java.util.List;
import java.util.OptionalLong;
import org.fovea.codec.FormatException;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.weights.CodedTensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightBase;
import org.fovea.codec.weights.WeightSet;

/**
 * A file of weights that archives of many clips share: a bare container of one section, weights, with a header of one
 * pair ({@code docs/format.md} §4.4).
 *
 * @param header family, parameters, sizes; its number of pairs says nothing
 * @param weights that are shared
 */
public record BaseFile(ArchiveHeader header, WeightBase weights) {
    /** Most of a code: a difference takes up to as many binary decisions as there are codes. */
    public static final int MAX_BITS = 8;

    /**
     * The file of a network's weights.
     *
     * @throws IllegalArgumentException where it does not render from latent numbers or has a weight that is no code
     */
    public static byte[] encode(RendererContent content) {
        ArchiveHeader header = content.header();
        List<CodedTensor> tensors = coded(content.tensors());
        if (header.family() != LatentFamily.ID
                || tensors.size() < content.tensors().size()) {
            throw new IllegalArgumentException(
                    "a base is of renderer family latent, with weights of at most " + MAX_BITS + " bits");
        }
        CodedShape shape =
                CodedShape.ofPictures(1, header.coded().height(), header.coded().width());
        ArchiveHeader single = new ArchiveHeader(
                header.outputWidth(), header.outputHeight(), shape, header.family(), header.parameters());
        WeightSet weights = new WeightSet(content.tensors(), OptionalLong.empty());
        byte[] stream = SectionCodecs.WEIGHTS.encode(weights, single);
        return new Archive(single, List.of(Section.required(SectionKind.WEIGHTS, SectionCodecs.WEIGHTS.id(), stream)))
                .toBytes();
    }

    /** Whether a container is a base: it holds weights for latent numbers and nothing to render from. */
    public static boolean recognises(Archive archive) {
        return archive.header().hasLatents()
                && archive.sections().size() == 1
                && archive.find(SectionKind.WEIGHTS).isPresent();
    }

    /**
     * Reads a file.
     *
     * @throws FormatException where it is damaged or something else
     */
    public static BaseFile parse(byte[] file) {
        Archive archive = Archive.recognises(file) ? Archive.parse(file) : null;
        if (archive == null || !recognises(archive)) {
            throw new FormatException("archive", 0, "this is no base", "fovea base train makes one of clips");
        }
        WeightSet weights = SectionCodecs.decode(archive, SectionKind.WEIGHTS, WeightSet.class)
                .orElseThrow(() ->
                        new FormatException(SectionKind.WEIGHTS.label(), 0, "unknown codec", FormatException.NEWER));
        List<CodedTensor> tensors = coded(weights.tensors());
        if (tensors.size() < weights.tensors().size()) {
            throw new FormatException(
                    SectionKind.WEIGHTS.label(), 0, "a base has codes of at most " + MAX_BITS + " bits");
        }
        return new BaseFile(
                archive.header(), new WeightBase(new WeightBase.Reference(file.length, Sha256.of(file)), tensors));
    }

    private static List<CodedTensor> coded(List<QuantisedTensor> tensors) {
        return tensors.stream()
                .<CodedTensor>mapMulti((tensor, coded) -> {
                    if (tensor instanceof CodedTensor one && one.bitsPerCode() <= MAX_BITS) {
                        coded.accept(one);
                    }
                })
                .toList();
    }
}
