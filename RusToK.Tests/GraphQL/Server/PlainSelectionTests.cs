using System.Buffers;
using System.Text;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Documents;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Api.GraphQL.Server.Plain;
using RusToK.Api.GraphQL.Server.Transport;
using Xunit;

namespace RusToK.Tests.GraphQL.Server;

/// <summary>What is written in one go is, to the byte, what the usual way answers; and the usual way is taken where it has to be.</summary>
public sealed class PlainSelectionTests
{
    private static readonly ThingSchema Schema = Initialised();

    [Theory]
    [InlineData("{ thing { id } }")]
    [InlineData("{ thing { __typename id text none number long flag at later kind tags amount json maybe { id } missing { id } parts { name { id } } } }")]
    [InlineData("{ a: thing { b: id c: text id } }")]
    [InlineData("{ things { id parts { __typename size } } }")]
    [InlineData("{ thing { ...F } } fragment F on Thing { id parts { ...P } } fragment P on Part { size }")]
    [InlineData("{ thing { ... on Thing { text } ... { number } } }")]
    [InlineData("{ thing { ... on Named { id } } }")]
    [InlineData("{ thing { quoted: text } }")]
    [InlineData("mutation { touch { id tags } }")]
    [InlineData("{ later { id } }")]
    public async Task Selections_of_plain_fields_are_written(string document)
    {
        var (plain, usual, written) = await ExecuteAsync(document);

        Assert.Equal(usual, plain);
        Assert.True(written, "nothing was written in one go");
    }

    [Theory]
    [InlineData("{ thing { id service } }")]
    [InlineData("{ thing { id @include(if: true) } }")]
    [InlineData("{ thing { ...F @skip(if: true) id } } fragment F on Thing { text }")]
    [InlineData("{ thing { id id } }")]
    [InlineData("{ thing { nullDespiteNonNull } }")]
    [InlineData("{ thing { throws } }")]
    [InlineData("{ thing { requiredNull { id } } }")]
    [InlineData("{ thing { nullItems } }")]
    [InlineData("{ named { id } }")]
    [InlineData("{ nothing { id } }")]
    public async Task The_rest_is_resolved_the_usual_way(string document)
    {
        var (plain, usual, written) = await ExecuteAsync(document);

        Assert.Equal(usual, plain);
        Assert.False(written, "it was written in one go");
    }

    [Fact]
    public async Task A_selection_that_is_not_plain_has_parts_that_are()
    {
        var (plain, usual, written) = await ExecuteAsync("{ things { service parts { size } } }");

        Assert.Equal(usual, plain);
        Assert.True(written, "the parts were not written in one go");
    }

    [Fact]
    public async Task Two_selections_under_one_key_are_merged()
    {
        var (plain, usual, _) = await ExecuteAsync("{ thing { parts { size } } thing { parts { name { id } } } }");

        Assert.Equal(usual, plain);
        Assert.Contains("\"size\"", plain, StringComparison.Ordinal);
        Assert.Contains("\"name\"", plain, StringComparison.Ordinal);
    }

    private static ThingSchema Initialised()
    {
        var schema = new ThingSchema();
        schema.Initialize();
        return schema;
    }

    private static async Task<(string Plain, string Usual, bool Written)> ExecuteAsync(string text)
    {
        var parsed = Parser.Parse(text);
        var document = new PreparedDocument(parsed, text, DocumentHash.Of(text), registered: false) { Plain = PlainSelections.Of(Schema, parsed) };
        var plain = await ExecuteAsync(document, new PlainExecutionStrategy());
        var usual = await ExecuteAsync(document, new SerialExecutionStrategy());
        Assert.False(AnyWritten(usual.Data as ExecutionNode), "the usual way writes nothing in one go");
        return (Render(plain), Render(usual), AnyWritten(plain.Data as ExecutionNode));
    }

    private static Task<ExecutionResult> ExecuteAsync(PreparedDocument document, IExecutionStrategy strategy)
    {
        var executer = new DocumentExecuter(
            new GraphQLDocumentBuilder(), new global::GraphQL.Validation.DocumentValidator(),
            new DefaultExecutionStrategySelector([new(strategy, OperationType.Query), new(strategy, OperationType.Mutation)]), []);
        return executer.ExecuteAsync(new ExecutionOptions
        {
            Schema = Schema,
            Document = document.Document,
            UserContext = new OperationContext(document),
            CancellationToken = TestContext.Current.CancellationToken,
        });
    }

    private static string Render(ExecutionResult result)
    {
        var output = new ArrayBufferWriter<byte>();
        ResponseWriter.Write(output, [new OperationResult(result.Executed, result.Data, result.Errors is null ? [] : [.. result.Errors])], isBatch: false, traceId: null);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static bool AnyWritten(ExecutionNode? node) =>
        node is IWrittenNode { Json: not null } || node is IParentExecutionNode parent && parent.GetChildNodes().Any(AnyWritten);

    private enum Kind
    {
        SmallOne,
    }

    private sealed record Part(int Size);

    private sealed record Thing(int Number)
    {
        public Guid Id { get; } = new(Number, 0, 0, new byte[8]);

        public IEnumerable<Part> Parts => Enumerable.Range(1, Number).Select(i => new Part(i));
    }

    private sealed class PartType : ObjectGraphType<Part>
    {
        public PartType()
        {
            Name = "Part";
            Field<NonNullGraphType<IntGraphType>>("size").Reads(p => p.Size);
            Field<NonNullGraphType<ThingType>>("name").Reads(p => new Thing(p.Size));
        }
    }

    private sealed class NamedType : InterfaceGraphType
    {
        public NamedType()
        {
            Name = "Named";
            Field<NonNullGraphType<UuidType>>("id");
        }
    }

    private sealed class ThingType : ObjectGraphType<Thing>
    {
        public ThingType()
        {
            Name = "Thing";
            Interface<NamedType>();
            IsTypeOf = o => o is Thing;
            Field<NonNullGraphType<UuidType>>("id").Reads(t => t.Id);
            Field<NonNullGraphType<StringGraphType>>("text").Reads(t => $"Ключ \"{t.Number}\" <b> \u2028");
            Field<StringGraphType>("none").Reads(_ => (string?)null);
            Field<NonNullGraphType<IntGraphType>>("number").Reads(t => t.Number);
            Field<NonNullGraphType<LongGraphType>>("long").Reads(t => long.MaxValue - t.Number);
            Field<NonNullGraphType<BooleanGraphType>>("flag").Reads(_ => true);
            Field<NonNullGraphType<DateTimeOffsetGraphType>>("at").Reads(_ => new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero));
            Field<DateTimeOffsetGraphType>("later").Reads(_ => (DateTimeOffset?)null);
            Field<NonNullGraphType<EnumerationGraphType<Kind>>>("kind").Reads(_ => Kind.SmallOne);
            Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("tags").Reads(_ => (IReadOnlyList<string>)["a", "b"]);
            Field<DecimalType>("amount").Reads(_ => 19.90m);
            Field<JsonType>("json").Reads(_ => """{"a":[1,null]}""");
            Field<ThingType>("maybe").Reads(t => t with { Number = t.Number + 1 });
            Field<ThingType>("missing").Reads(_ => (Thing?)null);
            Field<NonNullGraphType<ListGraphType<NonNullGraphType<PartType>>>>("parts").Reads(t => t.Parts);
            Field<NonNullGraphType<StringGraphType>>("nullDespiteNonNull").Reads(_ => (string?)null);
            Field<NonNullGraphType<ThingType>>("requiredNull").Reads(_ => (Thing?)null);
            Field<ListGraphType<NonNullGraphType<StringGraphType>>>("nullItems").Reads(_ => (IReadOnlyList<string?>)["a", null]);
            Field<StringGraphType>("throws").Reads(Throw);
            Field<StringGraphType>("service").Resolve(_ => "served");
        }

        private static string Throw(Thing thing) => throw new InvalidOperationException($"no text of {thing}");
    }

    private sealed class ThingSchema : Schema
    {
        public ThingSchema()
        {
            Query = new QueryType();
            Mutation = new MutationType();
        }

        private sealed class QueryType : ObjectGraphType
        {
            public QueryType()
            {
                Name = "Query";
                Field<ThingType>("thing").Resolve(_ => new Thing(3));
                Field<ThingType>("later").ResolveAsync(async _ =>
                {
                    await Task.Yield();
                    return new Thing(4);
                });
                Field<ThingType>("nothing").Resolve(_ => null);
                Field<NamedType>("named").Resolve(_ => new Thing(5));
                Field<NonNullGraphType<ListGraphType<NonNullGraphType<ThingType>>>>("things").Resolve(_ => new[] { new Thing(1), new Thing(2) });
            }
        }

        private sealed class MutationType : ObjectGraphType
        {
            public MutationType()
            {
                Name = "Mutation";
                Field<NonNullGraphType<ThingType>>("touch").Resolve(_ => new Thing(6));
            }
        }
    }
}
