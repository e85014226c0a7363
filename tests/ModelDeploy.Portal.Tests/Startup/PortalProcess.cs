using System.Collections.Concurrent;
using System.Diagnostics;
using ModelDeploy.TestKit;

namespace ModelDeploy.Portal.Tests.Startup;

/// <summary>The portal as a process of its own, as people start it, with everything that it prints.</summary>
public sealed class PortalProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();

    /// <summary>Starts it in this folder with these arguments.</summary>
    public PortalProcess(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "ModelDeploy.Portal.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The lines on standard output so far.</summary>
    public IReadOnlyList<string> Output => [.. _output];

    /// <summary>The lines on standard error so far.</summary>
    public IReadOnlyList<string> Errors => [.. _errors];

    /// <summary>The lines that offer a sign-in link, without the word before it.</summary>
    public IReadOnlyList<string> Links => [.. _output.Where(line => line.StartsWith("Open ", StringComparison.Ordinal)).Select(line => line[5..])];

    /// <summary>Waits for the first link.</summary>
    public async Task<string> LinkAsync()
    {
        await Eventually.TrueAsync(() => Links.Count > 0 || _process.HasExited, "the portal prints a link");
        Assert.True(Links.Count > 0, $"The portal ended: {string.Join('\n', Errors.Concat(Output))}");
        return Links[0];
    }

    /// <summary>Waits until it has ended by itself, and gives its exit code.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <summary>Asks it to end as an operator would, and waits for the exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        return await ExitAsync();
    }

    /// <summary>Ends it without a warning, as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }
}
