using ModelDeploy.Core.Quotas;

namespace ModelDeploy.Core.Tests.Quotas;

public sealed class AmountsTests
{
    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(1023, "1023 bytes")]
    [InlineData(1024, "1 KiB")]
    [InlineData(512L << 20, "512 MiB")]
    [InlineData(1536L << 20, "1.5 GiB")]
    [InlineData(3L << 40, "3 TiB")]
    public void Memory_is_told_in_its_largest_unit(long bytes, string text)
    {
        Assert.Equal(text, Amounts.Memory(bytes));
    }

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(45, "45 s")]
    [InlineData(90, "1 min 30 s")]
    [InlineData(300, "5 min")]
    [InlineData(7200, "2 h")]
    public void Durations_are_told_in_whole_units(int seconds, string text)
    {
        Assert.Equal(text, Amounts.Duration(TimeSpan.FromSeconds(seconds)));
    }

    [Theory]
    [InlineData(QuotaResource.Cpu, 2.5, 0, 2, "2.5 CPU wanted, 0 CPU of 2 CPU used", "0.5 CPU")]
    [InlineData(QuotaResource.Gpu, 2, 1, 2, "2 GPU wanted, 1 GPU of 2 GPU used", "1 GPU")]
    [InlineData(QuotaResource.Deployments, 1, 3, 3, "1 deployment wanted, 3 deployments of 3 deployments used", "1 deployment")]
    public void A_shortage_is_told_with_what_is_wanted_used_and_missing(
        QuotaResource resource, double wanted, double used, double limit, string account, string missing)
    {
        var shortage = new Shortage(resource, (decimal)wanted, (decimal)used, (decimal)limit);

        Assert.Equal((account, missing), (ShortageText.Of(shortage), ShortageText.MissingOf(shortage)));
    }
}
