using System.Text.Json.Serialization;
using RusToK.Core.Events;

namespace RusToK.Benchmarks.Micro.Events;

/// <summary>Envelopes in generated JSON, the fastest that System.Text.Json has; payloads are base64 in it.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EventEnvelope[]))]
internal sealed partial class EnvelopeJson : JsonSerializerContext;
