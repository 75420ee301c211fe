import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes.Name;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * {@code java MergeJars.java STAGING TIME}: merges the jars in the staging folder's {@code lib} into one jar. The worker's class loader
 * searches the jars one after another for each class, in no fixed order; with one jar the function starts a tenth faster. The merged jar
 * has everything that the function needs at run time: service files are joined, and classes for newer JDKs stay. If two jars have
 * different files of the same name, the build fails. {@code META-INF/licenses/{jar}} has the license files of each jar, and
 * {@code META-INF/libraries.txt} lists the jars. The same jars and TIME give the same bytes.
 */
public final class MergeJars {
    static final String NAME = "usage-budget-function-libraries.jar";

    private static final String SERVICES = "META-INF/services/";

    /** Files that describe a single jar for build tools or IDEs. The merged jar does not need them. */
    private static final String SINGLE_JAR_FILES =
            "META-INF/(MANIFEST\\.MF|INDEX\\.LIST|[^/]*\\.(SF|RSA|DSA|EC)|jandex\\.idx|io\\.netty\\.versions\\.properties"
                    + "|quarkus-.*|native-image/.*|maven/.*/pom\\.xml|beans\\.xml)|(META-INF/versions/\\d+/)?module-info\\.class";

    private final Map<String, byte[]> entries = new TreeMap<>();
    private final Map<String, Set<String>> services = new TreeMap<>();
    private boolean multiRelease;

    public static void main(String[] arguments) throws IOException {
        var staging = Path.of(arguments[0]);
        var time = LocalDateTime.parse(arguments[1].replace("Z", ""));
        var lib = staging.resolve("lib");
        var jars = jars(lib);
        if (jars.size() == 1 && jars.get(0).endsWith(NAME)) return;
        var merged = new MergeJars();
        for (var jar : jars) merged.add(jar);
        merged.addList(jars);
        merged.write(lib.resolve(NAME), time);
        for (var jar : jars) Files.delete(jar);
        for (var jar : jars(staging)) setClassPath(jar, "lib/" + NAME, time);
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private void add(Path file) throws IOException {
        try (var jar = new JarFile(file.toFile())) {
            multiRelease |= jar.isMultiRelease();
            for (var entry : jar.stream().toList()) {
                if (entry.isDirectory() || entry.getName().matches(SINGLE_JAR_FILES)) continue;
                var content = jar.getInputStream(entry).readAllBytes();
                if (entry.getName().startsWith(SERVICES)) addServices(entry.getName(), content);
                else addOnce(targetName(entry.getName(), file), content, file);
            }
        }
    }

    private static String targetName(String name, Path jar) {
        return name.matches("META-INF/(LICENSE|NOTICE|DEPENDENCIES)[^/]*")
                ? "META-INF/licenses/" + nameOf(jar) + "/" + name.substring("META-INF/".length())
                : name;
    }

    /** The original name of the jar. Quarkus adds the prefix if it removes classes from a jar. */
    private static String nameOf(Path jar) {
        return jar.getFileName().toString().replaceFirst("^modified-", "");
    }

    private void addServices(String name, byte[] content) {
        var providers = services.computeIfAbsent(name, key -> new LinkedHashSet<>());
        new String(content, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .forEach(providers::add);
    }

    private void addOnce(String name, byte[] content, Path jar) {
        var other = entries.putIfAbsent(name, content);
        if (other != null && !Arrays.equals(other, content))
            throw new IllegalStateException("two jars have different " + name + "; the second is " + jar.getFileName());
    }

    private void addList(List<Path> jars) {
        var names = new ArrayList<String>();
        for (var jar : jars) names.add(nameOf(jar));
        entries.put("META-INF/libraries.txt", lines(new TreeSet<>(names)));
    }

    private void write(Path file, LocalDateTime time) throws IOException {
        services.forEach((name, providers) -> entries.put(name, lines(providers)));
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
        if (multiRelease) manifest.getMainAttributes().put(Name.MULTI_RELEASE, "true");
        write(file, manifest, entries, time);
    }

    /** Replaces the class path in the manifest of the function's jar, so that the class loader does not look for the deleted jars. */
    private static void setClassPath(Path jar, String classPath, LocalDateTime time) throws IOException {
        var content = new TreeMap<String, byte[]>();
        var manifest = new Manifest();
        try (var read = new ZipFile(jar.toFile())) {
            for (var entry : read.stream().toList())
                if (!entry.isDirectory())
                    content.put(entry.getName(), read.getInputStream(entry).readAllBytes());
        }
        manifest.read(new ByteArrayInputStream(content.remove(JarFile.MANIFEST_NAME)));
        manifest.getMainAttributes().put(Name.CLASS_PATH, classPath);
        var written = jar.resolveSibling(jar.getFileName() + ".new");
        write(written, manifest, content, time);
        Files.move(written, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(Path file, Manifest manifest, Map<String, byte[]> content, LocalDateTime time)
            throws IOException {
        var head = new ByteArrayOutputStream();
        manifest.write(head);
        try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.setLevel(Deflater.BEST_COMPRESSION);
            put(out, JarFile.MANIFEST_NAME, head.toByteArray(), time);
            for (var entry : content.entrySet()) put(out, entry.getKey(), entry.getValue(), time);
        }
    }

    private static void put(ZipOutputStream out, String name, byte[] content, LocalDateTime time) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(time);
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }

    private static byte[] lines(Iterable<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
