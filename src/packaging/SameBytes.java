import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code java SameBytes.java STAGING TIME}: takes out of our own jar what the next build of the same sources would do differently. Quarkus
 * writes its start-up steps on several threads, which number the values that they hand to one another from one counter, as it comes:
 * here they are numbered anew, in the order of their classes. The bill of materials carries the time of the build: here TIME.
 */
public final class SameBytes {
    private static final String KEY = "proxykey";

    /** From JVMS 4.4: how many bytes follow each tag of a constant pool; a text (1) says so itself. */
    private static final Map<Integer, Integer> LENGTHS = Map.ofEntries(
            Map.entry(3, 4),
            Map.entry(4, 4),
            Map.entry(5, 8),
            Map.entry(6, 8),
            Map.entry(7, 2),
            Map.entry(8, 2),
            Map.entry(9, 4),
            Map.entry(10, 4),
            Map.entry(11, 4),
            Map.entry(12, 4),
            Map.entry(15, 3),
            Map.entry(16, 2),
            Map.entry(17, 4),
            Map.entry(18, 4),
            Map.entry(19, 2),
            Map.entry(20, 2));

    private final Map<String, String> keys = new HashMap<>();

    public static void main(String[] arguments) throws IOException {
        for (var file : list(Path.of(arguments[0]))) {
            if (!file.toString().endsWith(".jar")) continue;
            try (var jar = FileSystems.newFileSystem(file)) {
                var numbered = new SameBytes();
                for (var step : list(jar.getPath("io/quarkus/runner/recorded")))
                    Files.write(step, numbered.renumbered(Files.readAllBytes(step)));
                var bill = jar.getPath("META-INF/sbom/application.cdx.json");
                Files.writeString(bill, dated(Files.readString(bill), arguments[1]));
            }
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static String dated(String bill, String time) {
        return bill.replaceFirst("(\"timestamp\" : \")[^\"]+", "$1" + time);
    }

    /** A class file with other texts in its constant pool; nothing in it depends on their lengths. */
    private byte[] renumbered(byte[] classFile) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(classFile));
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.write(in.readNBytes(8));
        var constants = in.readUnsignedShort();
        out.writeShort(constants);
        for (var i = 1; i < constants; i++) {
            var tag = in.readUnsignedByte();
            out.writeByte(tag);
            if (tag == 1) out.writeUTF(renumbered(in.readUTF()));
            else out.write(in.readNBytes(LENGTHS.get(tag)));
            // a long or a double takes two places
            if (tag == 5 || tag == 6) i++;
        }
        in.transferTo(out);
        return bytes.toByteArray();
    }

    private String renumbered(String text) {
        return text.matches(KEY + "\\d+") ? keys.computeIfAbsent(text, key -> KEY + (keys.size() + 1)) : text;
    }
}
