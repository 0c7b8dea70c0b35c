package org.fovea.app.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.fovea.app.open.ForeignSubmission;
import org.fovea.app.open.Opened;
import org.fovea.app.open.OwnArchive;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.ledger.ByteLedger;
import org.fovea.codec.video.PictureRule;
import org.fovea.codec.weights.WeightBase;

/**
 * What there is to say of an archive or submission, for programs. What does not apply is left out.
 *
 * @param header the archive's
 * @param ledger where its bytes go; its fields stand beside those of this
 * @param ruleFaithfulBytes with its base, where it needs one
 * @param base whose weights the archive's differ from, and which it needs
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record InspectDocument(
        String file,
        String format,
        Map<String, Object> header,
        @JsonUnwrapped LedgerDocument ledger,
        OptionalLong ruleFaithfulBytes,
        Optional<WeightBase.Reference> base) {
    /** An archive's header: masks have a size and classes, videos pictures, both a renderer where there is one. */
    private static Map<String, Object> header(Opened opened) {
        ArchiveHeader header = opened.header();
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("pairs", header.pairs());
        if (header.coded().hasMasks()) {
            found.put("maskHeight", header.masks().height());
            found.put("maskWidth", header.masks().width());
            found.put("classes", header.masks().classes());
        } else {
            found.put("pictureHeight", header.coded().height());
            found.put("pictureWidth", header.coded().width());
        }
        if (header.hasRenderer()) {
            found.put("outputHeight", header.outputHeight());
            found.put("outputWidth", header.outputWidth());
            found.put("family", header.rendererFamily().name());
            found.put("parameters", parameters(header));
        }
        switch (opened) {
            case OwnArchive own -> {
                own.stream().ifPresent(format -> found.put("stream", format));
                own.rule().ifPresent(rule -> found.put("picture", Picture.of(rule)));
            }
            case ForeignSubmission foreign ->
                foreign.video()
                        .ifPresent(video -> found.put("stream", video.facts().codec()));
        }
        return found;
    }

    private static Map<String, Integer> parameters(ArchiveHeader header) {
        Map<String, Integer> parameters = new LinkedHashMap<>();
        List<String> names = header.rendererFamily().parameterNames();
        for (int i = 0; i < header.parameters().size(); i++) {
            parameters.put(names.get(i), header.parameters().get(i));
        }
        return parameters;
    }

    /** How pictures of a video become frames. */
    public record Picture(String matrix, String range, String layout, int depth, String enlargement, List<Step> steps) {
        public static Picture of(PictureRule rule) {
            return new Picture(
                    "BT.601",
                    "limited",
                    "4:2:0",
                    rule.depth(),
                    rule.enlargement().name().toLowerCase(Locale.ROOT),
                    rule.filters() ? List.of(new Step("filter")) : List.of());
        }
    }

    public record Step(String step) {}

    /**
     * Of a file.
     *
     * @param original bytes of the original clip, if costs in score are wanted
     */
    public static InspectDocument of(Opened file, ByteLedger ledger, OptionalLong original) {
        Optional<WeightBase.Reference> base = file.base();
        return new InspectDocument(
                file.name(),
                file.format(),
                header(file),
                LedgerDocument.of(ledger, original),
                base.isPresent()
                        ? OptionalLong.of(ledger.fileBytes() + base.get().bytes())
                        : OptionalLong.empty(),
                base);
    }
}
