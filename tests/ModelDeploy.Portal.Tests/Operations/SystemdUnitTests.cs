using System.Diagnostics;
using System.Globalization;
using ModelDeploy.Local.Processes;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Operations;

/// <summary>The unit that is shipped: <c>deploy/systemd/modeldeploy.service</c>.</summary>
public sealed class SystemdUnitTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(PortalFactory.RepoRoot, "deploy", "systemd", "modeldeploy.service"));

    [Fact]
    public void Replicas_outlive_the_portal()
    {
        Assert.Equal("process", Value("KillMode"));
        Assert.Contains("Environment=ModelDeploy__Local__KeepReplicasOnShutdown=true", Lines);
        Assert.DoesNotContain(Lines, line => line.StartsWith("PrivateTmp=", StringComparison.Ordinal)); // goes with the unit, replicas do not
    }

    [Fact]
    public void Systemd_waits_longer_than_the_portal_needs_to_end_replicas()
    {
        var grace = new ProcessRuntimeOptions { DataDirectory = "/", Secrets = ASecretCipher.Open }.StopGrace;
        Assert.True(int.Parse(Value("TimeoutStopSec"), CultureInfo.InvariantCulture) > grace.TotalSeconds + 10);
    }

    [Fact]
    public void The_data_lies_where_systemd_makes_room_for_it() =>
        Assert.Contains($"Environment=ModelDeploy__DataDirectory=/var/lib/{Value("StateDirectory")}", Lines);

    [Fact]
    public async Task Systemd_understands_every_line()
    {
        if (Programs.Find("systemd-analyze") is not { } analyze)
        {
            Assert.Skip("systemd-analyze is not on this machine.");
            return;
        }
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Path);
        var unit = Path.Combine(folder.Path, "modeldeploy.service");
        // The program need not be installed here; everything else is as shipped.
        await File.WriteAllLinesAsync(unit, Lines.Select(line => line.StartsWith("ExecStart=", StringComparison.Ordinal) ? "ExecStart=/bin/true" : line));
        using var process = Process.Start(new ProcessStartInfo(analyze, ["verify", "--man=no", unit]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var complaints = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (complaints.Contains("Failed to initialize manager", StringComparison.Ordinal) || complaints.Contains("Failed to setup", StringComparison.Ordinal))
            Assert.Skip($"systemd-analyze cannot work here: {complaints.Trim()}");

        Assert.DoesNotContain("modeldeploy.service", complaints, StringComparison.Ordinal);
        Assert.Equal(0, process.ExitCode);
    }

    private static string Value(string key) => Assert.Single(Lines, line => line.StartsWith(key + "=", StringComparison.Ordinal))[(key.Length + 1)..];
}
