using System.Text.Json;

namespace ModelDeploy.Gateway.Counting;

/// <summary>How good an answer was, as feedback in Seldon's form tells it (<c>{"reward": 0.5, …}</c>).</summary>
internal static class Reward
{
    /// <summary>The number, or null when the body is not such a message or names none that is finite.</summary>
    public static double? Of(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
                return null;
            double? reward = null;
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var isReward = reader.ValueTextEquals("reward"u8);
                reader.Read();
                if (isReward)
                    reward = reader.TokenType is JsonTokenType.Number && reader.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;
                reader.Skip();
            }
            return reader.TokenType is JsonTokenType.EndObject ? reward : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
