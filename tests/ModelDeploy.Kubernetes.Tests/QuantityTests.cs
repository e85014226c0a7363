using System.Globalization;

namespace ModelDeploy.Kubernetes.Tests;

public sealed class QuantityTests
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
        Assert.Equal(written, Quantity.Cpu(decimal.Parse(cores, CultureInfo.InvariantCulture)));

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
    public void Bytes_have_the_largest_unit_that_leaves_no_rest(long bytes, string written) => Assert.Equal(written, Quantity.Memory(bytes));

    [Theory]
    [InlineData("4", "4")]
    [InlineData("500m", "0.5")]
    [InlineData("0.1", "0.1")]
    [InlineData(".5", "0.5")]
    [InlineData("8Gi", "8589934592")]
    [InlineData("1.5Gi", "1610612736")]
    [InlineData("2G", "2000000000")]
    [InlineData("64M", "64000000")]
    [InlineData("1e3", "1000")]
    [InlineData("-1", "-1")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("", null)]
    [InlineData("Gi", null)]
    [InlineData("4 Gi", null)]
    [InlineData("4GB", null)]
    [InlineData("1e99", null)]
    [InlineData("99999999999999999999999999999E", null)]
    public void What_kubernetes_writes_is_read_and_nothing_else(string text, string? amount) =>
        Assert.Equal(amount is null ? null : decimal.Parse(amount, CultureInfo.InvariantCulture), Quantity.Parse(text));
}
