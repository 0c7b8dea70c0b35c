package org.fovea.codec.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.fovea.codec.FormatException;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.correction.TileActions;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.codec.ledger.ByteLedger;
import org.fovea.codec.ledger.LedgerEntry;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.video.CodedVideo;
import org.fovea.codec.video.PictureRule;
import org.fovea.codec.weights.DifferenceCoder;
import org.fovea.codec.weights.SteppedCoder;
import org.fovea.codec.weights.WeightBase;
import org.fovea.codec.weights.WeightSet;

/**
 * A Fovea archive as a file: an FVA1 container, bare or as the only member of a ZIP file.
 *
 * @param zipBytes bytes of the file that are ZIP structure, 0 where the container is bare
 * @param given the base of its weights, where it has one and it is at hand
 */
public record ArchiveFile(Archive archive, int fileBytes, int zipBytes, Optional<WeightBase> given) {
    /** The member's name in a ZIP file that this program writes. */
    public static final String MEMBER = "f";

    /**
     * Reads a file that may be a Fovea archive or something else, for example a foreign submission; the name of a ZIP
     * file's only member does not matter.
     *
     * @return empty where it begins like something else
     * @throws FormatException where it begins like a Fovea archive or a ZIP file, and is damaged
     */
    public static Optional<ArchiveFile> find(byte[] file) {
        if (!ZipReader.recognises(file)) {
            return Archive.recognises(file) ? Optional.of(bare(file)) : Optional.empty();
        }
        ZipReader zip = ZipReader.open(file);
        if (zip.members().size() != 1) {
            return Optional.empty();
        }
        ZipMember member = zip.members().getFirst();
        byte[] content = zip.content(member);
        return Archive.recognises(content) ? Optional.of(zipped(file, member, content)) : Optional.empty();
    }

    /**
     * Reads a file.
     *
     * @throws FormatException where it is damaged or not an archive
     */
    public static ArchiveFile open(byte[] file) {
        if (!ZipReader.recognises(file)) {
            return bare(file);
        }
        ZipReader zip = ZipReader.open(file);
        if (zip.members().size() != 1) {
            throw new FormatException(
                    "zip", 0, zip.members().size() + " members, a Fovea archive has one", FormatException.CONTENTS);
        }
        ZipMember member = zip.members().getFirst();
        return zipped(file, member, zip.content(member));
    }

    private static ArchiveFile bare(byte[] file) {
        return new ArchiveFile(Archive.parse(file), file.length, 0, Optional.empty());
    }

    private static ArchiveFile zipped(byte[] file, ZipMember member, byte[] content) {
        if (member.deflated()) {
            throw new FormatException(
                    "zip",
                    member.offset(),
                    "the member of a Fovea archive is stored, not deflated",
                    FormatException.CONTENTS);
        }
        return new ArchiveFile(Archive.parse(content), file.length, file.length - content.length, Optional.empty());
    }

    /** The file that holds {@code archive} as the only, stored member of a ZIP file. */
    public static byte[] zipped(Archive archive) {
        return ZipWriter.single(MEMBER, archive.toBytes());
    }

    /**
     * Codes a renderer's content.
     *
     * @param masks how to code the masks, where there are any
     */
    public static Archive encode(RendererContent content, ClassMaskCodec masks) {
        Section source = content.hasLatents()
                ? section(SectionCodecs.LATENTS, content.latents(), content.header())
                : masks(content, masks);
        return encode(content, weights(content), source);
    }

    /** Codes a renderer's content, but for its weights and its masks or latent numbers, which are given. */
    public static Archive encode(RendererContent content, Section weights, Section source) {
        ArchiveHeader header = content.header();
        List<Section> sections = new ArrayList<>();
        sections.add(weights);
        if (content.poses().dimensions() > 0) {
            sections.add(section(SectionCodecs.POSES, content.poses(), header));
        }
        content.tiles().ifPresent(tiles -> sections.add(section(SectionCodecs.TILES, tiles, header)));
        content.router().ifPresent(router -> sections.add(section(SectionCodecs.ROUTER, router, header)));
        sections.add(source);
        return new Archive(header, sections);
    }

    public static Section masks(RendererContent content, ClassMaskCodec codec) {
        return section(codec, content.masks(), content.header());
    }

    public static Section weights(RendererContent content) {
        return weights(content.weights(), content.header());
    }

    public static Archive encode(VideoContent content) {
        ArchiveHeader header = content.header();
        List<Section> sections = new ArrayList<>();
        sections.add(section(SectionCodecs.PICTURE, content.rule(), header));
        content.weights().ifPresent(weights -> sections.add(section(SectionCodecs.WEIGHTS, weights, header)));
        sections.add(section(SectionCodecs.VIDEO, content.video(), header));
        return new Archive(header, sections);
    }

    private static Section weights(WeightSet weights, ArchiveHeader header) {
        if (SteppedCoder.codes(weights.tensors())) {
            return section(SectionCodecs.STEPPED_WEIGHTS, weights, header);
        }
        Section whole = section(SectionCodecs.WEIGHTS, weights, header);
        return DifferenceCoder.encode(weights, header.tensors())
                .filter(differences -> differences.length < whole.content().length)
                .map(differences -> Section.required(SectionKind.WEIGHTS, SectionCodecs.DIFFERENCES.id(), differences))
                .orElse(whole);
    }

    public static Archive encode(MaskFrames masks, ClassMaskCodec codec) {
        ArchiveHeader header = ArchiveHeader.ofMasks(masks.shape());
        return new Archive(header, List.of(section(codec, masks, header)));
    }

    /** Packs an archive of frames. */
    public static Archive encode(ArchiveContent content, ClassMaskCodec masks) {
        return switch (content) {
            case RendererContent renderer -> encode(renderer, masks);
            case VideoContent video -> encode(video);
        };
    }

    /**
     * The base that its weights need, whether it is at hand or not.
     *
     * @throws FormatException where that section is damaged
     */
    public Optional<WeightBase.Reference> base() {
        return archive.find(SectionKind.WEIGHTS)
                .filter(section -> section.codec() == SectionCodecs.DIFFERENCES.id())
                .map(section -> WeightBase.Reference.of(section.content()));
    }

    /**
     * The same archive with all of its weights in it, so that it needs no base.
     *
     * @throws FormatException where it needs a base that is not at hand, or is damaged
     */
    public Archive whole() {
        if (base().isEmpty()) {
            return archive;
        }
        Section weights = weights(weights().alone(), archive.header());
        List<Section> sections = archive.sections().stream()
                .map(section -> section.kind() == weights.kind() ? weights : section)
                .toList();
        return new Archive(archive.header(), sections);
    }

    public ArchiveFile with(WeightBase base) {
        return new ArchiveFile(archive, fileBytes, zipBytes, Optional.of(base));
    }

    /** Optional sections that this version does not know and skips. */
    public List<Section> skipped() {
        return archive.sections().stream()
                .filter(section -> section.optional()
                        && SectionCodecs.find(section.kind(), section.codec()).isEmpty())
                .toList();
    }

    /**
     * The masks, decoded as they are read.
     *
     * @throws FormatException where there are none or the archive needs a newer version
     */
    public MaskFrames masks() {
        SectionCodecs.verifyReadable(archive);
        return required(SectionKind.MASKS, MaskFrames.class);
    }

    /**
     * A video and what restores it.
     *
     * @throws FormatException where something is missing or damaged or the archive needs a newer version
     */
    public VideoContent video() {
        SectionCodecs.verifyReadable(archive);
        ArchiveHeader header = archive.header();
        if (!header.isVideo()) {
            throw new FormatException("archive", 0, "this archive holds no video", FormatException.CONTENTS);
        }
        Optional<WeightSet> weights = header.filter().map(layout -> required(SectionKind.WEIGHTS, WeightSet.class));
        CodedVideo video = required(SectionKind.VIDEO, CodedVideo.class);
        PictureRule rule = required(SectionKind.PICTURE, PictureRule.class);
        try {
            return new VideoContent(header, video, rule, weights);
        } catch (IllegalArgumentException e) {
            throw new FormatException(SectionKind.PICTURE.label(), 0, e);
        }
    }

    /**
     * Format of the video stream.
     *
     * @return empty where there is no stream, or one that this version does not know
     */
    public Optional<String> stream() {
        return archive.find(SectionKind.VIDEO)
                .flatMap(section -> SectionCodecs.find(section.kind(), section.codec()))
                .map(SectionCodec::name);
    }

    /**
     * What makes frames of a video's pictures.
     *
     * @return empty where the archive does not say so
     * @throws FormatException where it is damaged
     */
    public Optional<PictureRule> rule() {
        return SectionCodecs.decode(archive, SectionKind.PICTURE, PictureRule.class);
    }

    /**
     * All content for rendering frames.
     *
     * @throws FormatException where something is missing or damaged or the archive needs a newer version
     */
    public RendererContent content() {
        SectionCodecs.verifyReadable(archive);
        if (archive.header().isVideo()) {
            throw new FormatException(
                    "header", 0, "the archive holds a video, not class masks", FormatException.CONTENTS);
        }
        if (BaseFile.recognises(archive)) {
            throw new FormatException(
                    "archive", 0, "this is a base, which renders nothing by itself", "name an archive made with it");
        }
        ArchiveHeader header = archive.header();
        if (!header.hasRenderer()) {
            throw new FormatException(
                    "archive", 0, "this archive holds a bare mask tensor without a renderer", FormatException.CONTENTS);
        }
        RendererContent.Source source = header.hasLatents()
                ? new RendererContent.Source.Latents(required(SectionKind.LATENTS, LatentTrack.class))
                : new RendererContent.Source.Masks(required(SectionKind.MASKS, MaskFrames.class));
        WeightSet weights = weights();
        PoseTrack poses = header.poseDimensions() > 0
                ? required(SectionKind.POSES, PoseTrack.class)
                : PoseTrack.none(header.pairs());
        return new RendererContent(
                header,
                source,
                weights,
                poses,
                SectionCodecs.decode(archive, SectionKind.TILES, TileActions.class),
                SectionCodecs.decode(archive, SectionKind.ROUTER, RouterActions.class));
    }

    /**
     * All content for rendering frames, be it a renderer with its masks or latent numbers, or a video.
     *
     * @throws FormatException where something is missing or damaged or the archive needs a newer version
     */
    public ArchiveContent drawable() {
        ArchiveHeader header = archive.header();
        return header.isVideo() ? video() : content();
    }

    /** Where every byte of the file goes. Decodes everything but the masks to find sizes. */
    public ByteLedger ledger() {
        return base().isPresent() && given.isPresent()
                ? ledger(content())
                : ledger(kind -> SectionSize.of(kind, archive));
    }

    /**
     * Where every byte of the file goes.
     *
     * @param content what {@link #drawable()}, {@link #content()} or {@link #video()} gave, so that nothing is decoded
     *     again
     */
    public ByteLedger ledger(ArchiveContent content) {
        return switch (content) {
            case RendererContent renderer -> ledger(kind -> SectionSize.of(kind, renderer));
            case VideoContent video ->
                ledger(kind -> kind == SectionKind.WEIGHTS
                        ? SectionSize.of(video.weights().orElseThrow())
                        : SectionSize.of(kind, archive));
        };
    }

    private ByteLedger ledger(Function<SectionKind, SectionSize> sizes) {
        List<LedgerEntry> entries = new ArrayList<>();
        if (zipBytes > 0) {
            entries.add(LedgerEntry.structure("zip", "stored member", zipBytes));
        }
        entries.add(LedgerEntry.structure("header", "FVA1", archive.headerBytes()));
        int frames = archive.sections().stream().mapToInt(Archive::frameBytes).sum();
        int count = archive.sections().size();
        String sections = count == 1 ? "1 section" : count + " sections";
        entries.add(LedgerEntry.structure("section headers", sections, frames));
        for (Section section : archive.sections()) {
            entries.add(entry(section, sizes));
        }
        return new ByteLedger(fileBytes, entries);
    }

    private LedgerEntry entry(Section section, Function<SectionKind, SectionSize> sizes) {
        Optional<SectionCodec<?>> codec = SectionCodecs.find(section.kind(), section.codec());
        String name = codec.<String>map(SectionCodec::name)
                .orElse("codec " + section.codec() + (section.optional() ? ", skipped" : ", unknown"));
        if (codec.filter(known -> known != SectionCodecs.DIFFERENCES || given.isPresent())
                .isEmpty()) {
            return LedgerEntry.structure(section.label(), name, section.content().length);
        }
        SectionSize size = sizes.apply(codec.get().kind());
        return LedgerEntry.content(section.label(), name, section.content().length, size.rawBytes(), size.symbols());
    }

    private WeightSet weights() {
        if (base().isEmpty() || given.isEmpty()) {
            return required(SectionKind.WEIGHTS, WeightSet.class);
        }
        byte[] stream = archive.find(SectionKind.WEIGHTS).orElseThrow().content();
        return DifferenceCoder.decode(stream, archive.header().tensors(), given.get());
    }

    private <T> T required(SectionKind kind, Class<T> type) {
        return SectionCodecs.decode(archive, kind, type)
                .orElseThrow(() -> new FormatException(kind.label(), 0, "the archive has no section " + kind.label()));
    }

    private static <T> Section section(SectionCodec<T> codec, T content, ArchiveHeader header) {
        return Section.required(codec.kind(), codec.id(), codec.encode(content, header));
    }
}
