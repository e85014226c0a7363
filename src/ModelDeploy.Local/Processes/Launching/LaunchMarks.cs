using System.Security.Cryptography;
using System.Text;
using ModelDeploy.Supervisor.Protocol;

namespace ModelDeploy.Local.Processes.Launching;

/// <summary>
/// Marks every launch and finds by that what is left of it. Supervisors end what their models leave behind; this is for those that
/// were killed themselves. Touches only processes whose mark was made for this directory: other portals may run beside.
/// </summary>
internal sealed class LaunchMarks(string replicasDirectory, TimeProvider clock)
{
    private const int OwnerCharacters = 16;
    private const int Rounds = 50;
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromMilliseconds(20);

    private readonly Lazy<string> _owner = new(() => OwnerOf(replicasDirectory));

    /// <summary>A mark that no other launch has.</summary>
    public string Next() => $"{_owner.Value}-{Guid.NewGuid():n}";

    /// <summary>Ends everything that carries this mark.</summary>
    public Task EndAsync(string mark, CancellationToken stop) => EndAsync(found => found == mark, stop);

    /// <summary>Ends everything that was launched from this directory, except what carries one of these marks.</summary>
    public Task EndAllButAsync(IReadOnlySet<string> living, CancellationToken stop) =>
        EndAsync(found => found.StartsWith($"{_owner.Value}-", StringComparison.Ordinal) && !living.Contains(found), stop);

    /// <summary>Goes round until nothing is found: what is ended may just have started another.</summary>
    private async Task EndAsync(Func<string, bool> isMeant, CancellationToken stop)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var left = MarkedProcess.OfThisUser().Where(found => isMeant(found.Mark)).ToList();
            if (left.Count == 0)
                return;
            left.ForEach(found => found.Process.Kill());
            await Task.Delay(BetweenRounds, clock, stop);
        }
    }

    /// <summary>Names the directory: by something random in it, so that no other has it, and by its path, so that a copy of it has not.</summary>
    private static string OwnerOf(string directory)
    {
        var path = Path.Combine(directory, "owner");
        if (!File.Exists(path))
            AtomicFile.Write(path, Encoding.ASCII.GetBytes($"{Guid.NewGuid():n}"), durable: true);
        var name = $"{File.ReadAllText(path)} {Path.GetFullPath(directory)}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..OwnerCharacters];
    }
}
