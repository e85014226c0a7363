using System.Text.Json;
using ModelDeploy.Supervisor.Protocol;

namespace ModelDeploy.Local.Processes.Replicas;

/// <summary>The runtime's own files: replaced as a whole, readable by nobody else.</summary>
internal static class LocalJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>The content, or null when there is no such file or it is damaged.</summary>
    public static T? Read<T>(string path) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Options);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces the content; it is on the disk when this returns.</summary>
    public static void Write<T>(string path, T content) =>
        AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(content, Options), durable: true);
}
