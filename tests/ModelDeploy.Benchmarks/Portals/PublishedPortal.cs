using ModelDeploy.Benchmarks.Running;

namespace ModelDeploy.Benchmarks.Portals;

/// <summary>The published portal as a process of its own, on a data directory that is given.</summary>
internal sealed class PublishedPortal : IAsyncDisposable
{
    private PublishedPortal(Child process, string address) => (Process, Address) = (process, address);

    /// <summary>The process.</summary>
    public Child Process { get; }

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Address { get; }

    /// <summary>Starts it; it does not listen yet when this returns.</summary>
    public static async Task<PublishedPortal> StartAsync(Bench bench, string dataDirectory, params IEnumerable<string> arguments)
    {
        var folder = await bench.PortalAsync();
        var address = $"http://127.0.0.1:{Ports.Free()}";
        string[] usual = [Path.Combine(folder, "ModelDeploy.Portal.dll"), "--urls", address, $"--ModelDeploy:DataDirectory={dataDirectory}"];
        return new PublishedPortal(Child.Start("dotnet", folder, usual.Concat(arguments)), address);
    }

    /// <summary>The address of a path of a deployment's endpoint.</summary>
    public string Endpoint(string id, string path) => $"{Address}/deployment/{id}/{path}";

    /// <summary>Ends it and its replicas.</summary>
    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
