using System.Text.Json;

namespace ModelDeploy.Gateway.Clients;

/// <summary>When clients last called, by deployment and name, in a small file.</summary>
internal static class ClientUseFile
{
    /// <summary>What the file holds; nothing when there is none, or when it was damaged: it is of no use but to look at.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<Dictionary<Guid, Dictionary<string, DateTimeOffset>>> ReadAsync(string path, CancellationToken stop)
    {
        try
        {
            await using var file = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync<Dictionary<Guid, Dictionary<string, DateTimeOffset>>>(file, cancellationToken: stop) ?? [];
        }
        catch (Exception none) when (none is FileNotFoundException or JsonException)
        {
            return [];
        }
    }

    /// <summary>Replaces the file as a whole: a crash leaves the old one or the new one.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static async Task WriteAsync(string path, Dictionary<Guid, Dictionary<string, DateTimeOffset>> uses, CancellationToken stop)
    {
        var next = path + ".next";
        await File.WriteAllBytesAsync(next, JsonSerializer.SerializeToUtf8Bytes(uses), stop);
        File.Move(next, path, overwrite: true);
    }
}
