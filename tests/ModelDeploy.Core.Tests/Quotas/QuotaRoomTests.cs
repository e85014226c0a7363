using ModelDeploy.Core.Quotas;

namespace ModelDeploy.Core.Tests.Quotas;

public sealed class QuotaRoomTests
{
    private const long GiB = 1L << 30;

    [Theory]
    [InlineData(1, 0, 0, 4, null, null, 4)]
    [InlineData(1, 0, 3.5, 4, null, null, 0)]
    [InlineData(0.5, 0, 3.5, 4, null, null, 1)]
    [InlineData(0.1, 0, 0.7, 1, null, null, 3)]
    [InlineData(1, 0, 5, 4, null, null, 0)]
    [InlineData(1, 0, 0, 4, 2, null, 2)]
    [InlineData(1, 1, 0, 4, null, 0, 0)]
    [InlineData(1, 0, 0, 4, null, 0, 4)]
    [InlineData(1, 1, 0, null, null, null, null)]
    public void As_many_fit_as_the_scarcest_resource_allows(
        double cpu, int gpu, double used, int? cpuLimit, int? gibLimit, int? gpuLimit, int? fitting)
    {
        var each = new Resources((decimal)cpu, GiB, gpu);
        var quota = new Quota(cpuLimit, gibLimit * GiB, gpuLimit, null);

        var times = QuotaRoom.TimesThatFit(each, new Resources((decimal)used, 0, 0), quota);

        Assert.Equal(fitting, times);
        Assert.Equal(times == 0, QuotaRoom.ShortagesOf(each, new Resources((decimal)used, 0, 0), quota).Count > 0);
    }

    [Fact]
    public void What_one_lacks_is_named_for_every_resource()
    {
        var shortages = QuotaRoom.ShortagesOf(new Resources(2, GiB, 1), new Resources(3, GiB, 0), new Quota(4, 4 * GiB, 0, 1));

        Assert.Equal([("1 CPU"), ("1 GPU")], shortages.Select(ShortageText.MissingOf));
    }
}
