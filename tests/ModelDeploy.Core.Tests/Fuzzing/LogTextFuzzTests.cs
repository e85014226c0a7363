using System.Text;
using CsCheck;
using ModelDeploy.Core.Logs;
using ModelDeploy.TestKit.Fuzzing;

namespace ModelDeploy.Core.Tests.Fuzzing;

/// <summary>What the server reads out of lines that a model wrote.</summary>
public sealed class LogTextFuzzTests
{
    private static readonly Gen<byte[]> Lines = Gen.OneOf(HostileText.Any.Select(Encoding.UTF8.GetBytes), Gen.Byte.Array[0, 40]);

    [Fact]
    public void Without_an_escape_character_a_line_stays_as_it_is() => Fuzz.Holds(Lines, line =>
    {
        var plain = Array.FindAll(line, one => one != 0x1b);
        Assert.Equal(plain, Removed(plain));
    });

    [Fact]
    public void Only_whole_colour_sequences_are_taken_away() => Fuzz.Holds(Lines, line =>
    {
        var text = Encoding.Latin1.GetString(line);
        Assert.Equal(System.Text.RegularExpressions.Regex.Replace(text, @"\x1b\[[0-9;:]*m", ""), Encoding.Latin1.GetString(Removed(line)));
    });

    [Fact]
    public void Every_line_has_a_severity() => Fuzz.Holds(Lines, line =>
        Assert.True(Enum.IsDefined(LogSeverities.Of(LogStream.Out, Removed(line)))));

    private static byte[] Removed(byte[] line)
    {
        var into = new byte[line.Length];
        return into[..ColourSequences.Remove(line, into)];
    }
}
