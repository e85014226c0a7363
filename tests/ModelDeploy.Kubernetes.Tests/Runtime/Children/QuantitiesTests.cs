using System.Globalization;
using ModelDeploy.Kubernetes.Runtime.Children;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Children;

public sealed class QuantitiesTests
{
    [Theory]
    [InlineData("0.5", "500m")]
    [InlineData("0.01", "10m")]
    [InlineData("0.0001", "1m")]
    [InlineData("1.5", "1500m")]
    [InlineData("2", "2")]
    [InlineData("2.0", "2")]
    [InlineData("0", "0")]
    public void Cores_are_whole_or_thousandths(string cores, string written) =>
        Assert.Equal(written, Quantities.Cpu(decimal.Parse(cores, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(512L << 20, "512Mi")]
    [InlineData(1L << 30, "1Gi")]
    [InlineData(3L << 29, "1536Mi")]
    [InlineData(1L << 40, "1Ti")]
    [InlineData(1024, "1Ki")]
    [InlineData(1_000_000, "1M")]
    [InlineData(1_500, "1500")]
    [InlineData(1_001, "1001")]
    [InlineData(0, "0")]
    public void Bytes_have_the_largest_unit_that_leaves_no_rest(long bytes, string written) => Assert.Equal(written, Quantities.Memory(bytes));
}
