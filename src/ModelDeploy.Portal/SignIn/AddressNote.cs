namespace ModelDeploy.Portal.SignIn;

/// <summary>A file in the data directory that tells other processes under which address the running portal is reached.</summary>
public sealed class AddressNote(string dataDirectory)
{
    private readonly string _file = Path.Combine(dataDirectory, "address");

    /// <summary>Writes the address down.</summary>
    public Task WriteAsync(string address, CancellationToken stop) => File.WriteAllTextAsync(_file, address, stop);

    /// <summary>The address that was written down, or null when none was. It outlives a portal that was killed.</summary>
    public async Task<string?> ReadAsync(CancellationToken stop) =>
        File.Exists(_file) ? (await File.ReadAllTextAsync(_file, stop)).Trim() : null;

    /// <summary>Removes the note; nothing happens when there is none.</summary>
    public void Delete()
    {
        if (File.Exists(_file))
            File.Delete(_file);
    }
}
