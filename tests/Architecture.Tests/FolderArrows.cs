using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Budget.Architecture.Tests;

/// <summary>
/// Which folder of a project knows which, read from the compiled assembly: signatures, base types and every instruction. A folder is a
/// namespace below the project's own, whose types put the folders together and are none. Constants are not seen: the compiler puts their
/// value in the place of their name.
/// </summary>
static class FolderArrows
{
    static readonly OperandType?[] OneByte = new OperandType?[256], TwoBytes = new OperandType?[256];

    static FolderArrows()
    {
        foreach (var field in typeof(OpCodes).GetFields())
        {
            var code = (OpCode)field.GetValue(null)!;
            (code.Size == 1 ? OneByte : TwoBytes)[code.Value & 0xff] = code.OperandType;
        }
    }

    /// <summary>From folder to folder, with one type that is the reason.</summary>
    public static Dictionary<(string From, string To), string> Of(string project)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, $"Budget.{project}.dll"));
        using var image = new PEReader(file);
        var reader = image.GetMetadataReader();
        var arrows = new Dictionary<(string, string), string>();
        foreach (var handle in reader.TypeDefinitions)
        {
            var type = reader.GetTypeDefinition(handle);
            if (FolderOf(reader, handle, project) is not { } from) continue;
            var known = new Known(reader);
            known.Add(type.BaseType);
            foreach (var one in type.GetInterfaceImplementations()) known.Add(reader.GetInterfaceImplementation(one).Interface);
            foreach (var field in type.GetFields()) reader.GetFieldDefinition(field).DecodeSignature(known, null);
            foreach (var method in type.GetMethods()) Method(image, reader, reader.GetMethodDefinition(method), known);
            foreach (var other in known.Types)
            {
                if (FolderOf(reader, other, project) is { } to && to != from) arrows.TryAdd((from, to), $"{NameOf(reader, handle)} knows {NameOf(reader, other)}");
            }
        }
        return arrows;
    }

    /// <summary>A way from a folder back to itself, the reasons in order; empty where there is none.</summary>
    public static IReadOnlyList<string> Cycle(Dictionary<(string From, string To), string> arrows)
    {
        var done = new HashSet<string>();
        var way = new List<string>();
        foreach (var folder in arrows.Keys.Select(a => a.From).Distinct().Order(StringComparer.Ordinal))
        {
            if (Visit(folder)) return [.. way.Skip(way.IndexOf(way[^1])).Zip(way.Skip(way.IndexOf(way[^1]) + 1), (a, b) => $"{a} → {b}: {arrows[(a, b)]}")];
        }
        return [];

        bool Visit(string folder)
        {
            var met = way.Contains(folder);
            way.Add(folder);
            if (met) return true;
            if (!done.Contains(folder) && arrows.Keys.Where(a => a.From == folder).Select(a => a.To).Order(StringComparer.Ordinal).Any(Visit)) return true;
            way.RemoveAt(way.Count - 1);
            done.Add(folder);
            return false;
        }
    }

    static void Method(PEReader image, MetadataReader reader, MethodDefinition method, Known known)
    {
        method.DecodeSignature(known, null);
        if (method.RelativeVirtualAddress == 0) return;
        var body = image.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil) reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(known, null);
        foreach (var region in body.ExceptionRegions) known.Add(region.CatchType);
        var code = body.GetILReader();
        while (code.RemainingBytes > 0)
        {
            var first = code.ReadByte();
            switch ((first == 0xfe ? TwoBytes[code.ReadByte()] : OneByte[first]) ?? throw new BadImageFormatException())
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    known.Add(MetadataTokens.EntityHandle(code.ReadInt32()));
                    break;
                case OperandType.InlineBrTarget or OperandType.InlineI or OperandType.InlineSig or OperandType.InlineString or OperandType.ShortInlineR:
                    code.ReadInt32();
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    code.ReadInt64();
                    break;
                case OperandType.InlineSwitch:
                    var targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                case OperandType.InlineVar:
                    code.ReadInt16();
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    code.ReadByte();
                    break;
            }
        }
    }

    /// <summary>
    /// Null for what is no folder of the project: generated code, and other namespaces. The document's own namespace is its folder Model,
    /// the language of all others.
    /// </summary>
    static string? FolderOf(MetadataReader reader, TypeDefinitionHandle handle, string project)
    {
        var type = reader.GetTypeDefinition(handle);
        while (!type.GetDeclaringType().IsNil) type = reader.GetTypeDefinition(type.GetDeclaringType());
        var name = reader.GetString(type.Namespace);
        var own = "Budget." + project;
        if (name == own && project == "Document") return "Model";
        return name.StartsWith(own + ".", StringComparison.Ordinal) ? name[(own.Length + 1)..] : null;
    }

    static string NameOf(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer ? $"{NameOf(reader, outer)}.{reader.GetString(type.Name)}" : reader.GetString(type.Name);
    }

    /// <summary>The types of the same assembly that a signature or a token names.</summary>
    sealed class Known(MetadataReader reader) : ISignatureTypeProvider<int, object?>
    {
        public HashSet<TypeDefinitionHandle> Types { get; } = [];

        public void Add(EntityHandle handle)
        {
            if (handle.IsNil) return;
            switch (handle.Kind)
            {
                case HandleKind.TypeDefinition:
                    Types.Add((TypeDefinitionHandle)handle);
                    break;
                case HandleKind.TypeSpecification:
                    reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null);
                    break;
                case HandleKind.FieldDefinition:
                    Types.Add(reader.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                    break;
                case HandleKind.MethodDefinition:
                    Types.Add(reader.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                    break;
                case HandleKind.MemberReference:
                    Add(reader.GetMemberReference((MemberReferenceHandle)handle).Parent);
                    break;
                case HandleKind.MethodSpecification:
                    var method = reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                    method.DecodeSignature(this, null);
                    Add(method.Method);
                    break;
            }
        }

        public int GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
        {
            Types.Add(handle);
            return 0;
        }

        public int GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind)
        {
            Add(handle);
            return 0;
        }

        public int GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => 0;
        public int GetPrimitiveType(PrimitiveTypeCode typeCode) => 0;
        public int GetSZArrayType(int elementType) => 0;
        public int GetArrayType(int elementType, ArrayShape shape) => 0;
        public int GetByReferenceType(int elementType) => 0;
        public int GetPointerType(int elementType) => 0;
        public int GetPinnedType(int elementType) => 0;
        public int GetModifiedType(int modifier, int unmodifiedType, bool isRequired) => 0;
        public int GetGenericInstantiation(int genericType, System.Collections.Immutable.ImmutableArray<int> typeArguments) => 0;
        public int GetGenericMethodParameter(object? genericContext, int index) => 0;
        public int GetGenericTypeParameter(object? genericContext, int index) => 0;
        public int GetFunctionPointerType(MethodSignature<int> signature) => 0;
    }
}
