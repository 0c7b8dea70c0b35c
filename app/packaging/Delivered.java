import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What a folder of jars passes on: {@code java app/packaging/Delivered.java LIB} prints group, name, version, licence
 * and SHA-256 of each; with a second argument it writes {@code bom.json} (CycloneDX 1.6), {@code THIRD-PARTY.txt} and
 * the licence texts of the jars into that folder. Licences are those of {@code licences.txt} in this folder, read by
 * people; hashes of what others made are those of {@code checksums.txt}. A jar that is not in them, or is another one,
 * ends the program with 1. The same jars give the same files.
 */
final class Delivered {
    private static final Pattern NAME = Pattern.compile(
            "(.+?)(?:-(\\d[^-]*(?:-\\d[^-]*)?))?(?:-((?:linux|macosx|windows)-.+))?\\.jar");
    private static final Pattern TEXT = Pattern.compile("(?i)(?:.*/)?((?:license|licence|notice|copying)[^/]*)");

    private static final String PACKAGED = "linux-x86_64";

    private record Rule(String begin, String group, String licence, String remark) {}

    private record Library(
            Path jar, String group, String name, String version, String platform, String sha256, Rule rule) {
        String purl() {
            return "pkg:maven/" + group + "/" + name + "@" + version
                    + (platform.isEmpty() ? "" : "?classifier=" + platform);
        }
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("java app/packaging/Delivered.java LIB [OUT]");
            System.exit(2);
        }
        Path here = Path.of(System.getProperty("jdk.launcher.sourcefile", "app/packaging/Delivered.java"))
                .toAbsolutePath()
                .getParent();
        List<Library> all = libraries(Path.of(arguments[0]), rules(here.resolve("licences.txt")));
        if (!verified(all, here.resolve("checksums.txt"))) {
            System.exit(1);
        }
        if (arguments.length == 1) {
            for (Library one : all) {
                System.out.println(one.group + ":" + one.name + ":" + one.version
                        + (one.platform.isEmpty() ? "" : ":" + one.platform) + "  " + one.rule.licence + "  "
                        + one.sha256);
            }
            return;
        }
        Path out = Files.createDirectories(Path.of(arguments[1]));
        Files.writeString(out.resolve("bom.json"), bom(all));
        Files.writeString(out.resolve("THIRD-PARTY.txt"), table(all));
        for (Library one : all) {
            texts(one, out);
        }
    }

    /**
     * Whether each jar of others is the one on record. Native code of other processors than the packages' has no
     * record.
     */
    private static boolean verified(List<Library> all, Path file) throws IOException {
        Map<String, String> known = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.startsWith("#")) {
                String[] parts = line.split("  ", 2);
                known.put(parts[1], parts[0]);
            }
        }
        boolean verified = true;
        for (Library one : all) {
            String name = one.jar.getFileName().toString();
            String expected = known.get(name);
            boolean ours = one.group.equals("org.fovea");
            boolean elsewhere = !one.platform.isEmpty() && !one.platform.equals(PACKAGED);
            if (expected == null && !ours && !elsewhere) {
                System.err.println("app/packaging/checksums.txt has no line for " + name + "; once it is sure that "
                + "this is the right file, add\n" + one.sha256
                        + "  " + name);
                verified = false;
            } else if (expected != null && !expected.equals(one.sha256)) {
                System.err.println(name + " has SHA-256 " + one.sha256 + " instead of " + expected
                        + "; look at the mirror that gave it");
                verified = false;
            }
        }
        return verified;
    }

    private static List<Rule> rules(Path file) throws IOException {
        List<Rule> rules = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.startsWith("#") && !line.isBlank()) {
                String[] parts = line.split(" \\| ");
                rules.add(new Rule(parts[0], parts[1], parts[2], parts.length > 3 ? parts[3] : ""));
            }
        }
        return rules;
    }

    private static List<Library> libraries(Path folder, List<Rule> rules) throws Exception {
        List<Path> jars;
        try (Stream<Path> files = Files.list(folder)) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
        List<Library> all = new ArrayList<>();
        boolean unknown = false;
        for (Path jar : jars) {
            String file = jar.getFileName().toString();
            Matcher name = NAME.matcher(file);
            Rule rule = null;
            for (Rule one : rules) {
                if (file.startsWith(one.begin) && (rule == null || one.begin.length() > rule.begin.length())) {
                    rule = one;
                }
            }
            if (rule == null || !name.matches()) {
                System.err.println("app/packaging/licences.txt has no line for " + file);
                unknown = true;
                continue;
            }
            String version = name.group(2) == null ? "" : name.group(2);
            String[] own = coordinates(jar, name.group(1));
            all.add(new Library(
                    jar,
                    own == null ? rule.group : own[0],
                    own == null ? name.group(1) : own[1],
                    version.isEmpty() && own != null ? own[2] : version,
                    name.group(3) == null ? "" : name.group(3),
                    sha256(jar),
                    rule));
        }
        if (unknown) {
            System.exit(1);
        }
        return all;
    }

    /** Group, name and version that Maven wrote into a jar, if it is the jar's own and not of something inside it. */
    private static String[] coordinates(Path jar, String name) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream()
                    .filter(e -> e.getName().matches("META-INF/maven/.*/pom.properties"))
                    .toList()) {
                Properties properties = new Properties();
                try (InputStream in = zip.getInputStream(entry)) {
                    properties.load(in);
                }
                if (name.equals(properties.getProperty("artifactId"))) {
                    return new String[] {properties.getProperty("groupId"), name, properties.getProperty("version")};
                }
            }
            return null;
        }
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String bom(List<Library> all) {
        StringBuilder text = new StringBuilder("{\n  \"bomFormat\": \"CycloneDX\",\n  \"specVersion\": \"1.6\",\n"
                + "  \"version\": 1,\n  \"components\": [");
        for (Library one : all) {
            text.append(one == all.getFirst() ? "\n" : ",\n")
                    .append("    {\"type\": \"library\", \"bom-ref\": \"" + one.purl() + "\", \"group\": \"" + one.group
                            + "\", \"name\": \"" + one.name + "\", \"version\": \"" + one.version + "\",\n"
                            + "     \"hashes\": [{\"alg\": \"SHA-256\", \"content\": \"" + one.sha256 + "\"}],\n"
                            + "     \"licenses\": [{\"expression\": \"" + one.rule.licence + "\"}],\n"
                            + "     \"purl\": \"" + one.purl() + "\"}");
        }
        return text.append("\n  ]\n}\n").toString();
    }

    private static String table(List<Library> all) {
        StringBuilder text = new StringBuilder("What this distribution of Fovea passes on, with licences. Texts "
        + "that the libraries bring are in the"
                + " folders beside this file.\nThe Java runtime in runtime/ is OpenJDK, GPL-2.0-only WITH "
                + "Classpath-exception-2.0; its texts"
                + " are in runtime/legal.\n\n");
        for (Library one : all) {
            text.append(one.jar.getFileName()).append(": ").append(one.rule.licence);
            text.append(one.rule.remark.isEmpty() ? "" : " (" + one.rule.remark + ")").append('\n');
        }
        return text.toString();
    }

    private static void texts(Library one, Path out) throws IOException {
        try (ZipFile zip = new ZipFile(one.jar.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                Matcher name = TEXT.matcher(entry.getName());
                if (!entry.isDirectory() && !entry.getName().endsWith(".class") && name.matches()) {
                    Path folder = Files.createDirectories(out.resolve(one.name));
                    try (InputStream in = zip.getInputStream(entry)) {
                        String text = new String(in.readNBytes(1 << 20), StandardCharsets.UTF_8);
                        Files.writeString(folder.resolve(name.group(1)), text);
                    }
                }
            }
        }
    }

    private Delivered() {}
}
