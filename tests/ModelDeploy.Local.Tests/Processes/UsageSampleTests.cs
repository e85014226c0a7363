using ModelDeploy.Local.Processes.Replicas;
using ModelDeploy.Supervisor.Protocol;

namespace ModelDeploy.Local.Tests.Processes;

public sealed class UsageSampleTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ProcessIdentity Supervisor = new("boot", 7, 1);

    [Theory]
    [InlineData(10, 11, 2, "0.5")]
    [InlineData(10, 14, 2, "2")]
    [InlineData(10, 10, 2, "0")]
    [InlineData(10, 9, 2, null)]
    [InlineData(10, 11, 0, null)]
    [InlineData(null, 11, 2, null)]
    [InlineData(10, null, 2, null)]
    public void Cores_are_processor_time_per_time(int? before, int? now, int seconds, string? cores)
    {
        var first = UsageSample.After(null, Supervisor, Use(before), Start);

        var second = UsageSample.After(first, Supervisor, Use(now), Start.AddSeconds(seconds));

        Assert.Equal(cores is null ? null : decimal.Parse(cores, System.Globalization.CultureInfo.InvariantCulture), second.Cores);
        Assert.Null(first.Cores);
    }

    [Fact]
    public void Another_attempt_starts_from_nothing()
    {
        var first = UsageSample.After(null, Supervisor, Use(10), Start);

        Assert.Null(UsageSample.After(first, Supervisor with { Pid = 8 }, Use(11), Start.AddSeconds(1)).Cores);
    }

    [Fact]
    public void A_process_uses_what_its_children_use()
    {
        using var child = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sleep", "60"))!;
        try
        {
            var use = ProcessIdentity.Of(Environment.ProcessId)!.MeasureDescendants();

            Assert.True(use!.ResidentBytes > 0);
            Assert.Equal(OperatingSystem.IsLinux(), use.ProcessorTime is not null);
        }
        finally
        {
            child.Kill();
        }
    }

    private static ProcessUse Use(int? seconds) => new(seconds is { } used ? TimeSpan.FromSeconds(used) : null, 1024);
}
